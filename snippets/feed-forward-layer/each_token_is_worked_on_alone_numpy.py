"""The feed-forward layer works on each token alone: no other token's row moves."""

import numpy as np

rng = np.random.default_rng(0)
time, d_model, d_ff = 3, 2, 8  # four times as wide inside
up, down = rng.normal(size=(d_model, d_ff)), rng.normal(size=(d_ff, d_model))
up_bias, down_bias = rng.normal(size=d_ff), rng.normal(size=d_model)


def feed_forward(x):  # (..., d_model) -> (..., d_model)
    wide = x @ up + up_bias  # (..., d_ff)
    bent = np.maximum(wide, 0)  # ReLU: what is below zero is cut off
    return bent @ down + down_bias


x = rng.normal(size=(time, d_model))  # (time, d_model)
print("one by one: ", *(f"{y:6.2f}" for token in x for y in feed_forward(token)))
print("all at once:", *(f"{y:6.2f}" for y in feed_forward(x).ravel()))
x[1] = [2.0, -1.0]  # another second token
print("one changed:", *(f"{y:6.2f}" for y in feed_forward(x).ravel()))
