"""Without attention no token learns anything from another, in any number of blocks."""

import numpy as np

rng = np.random.default_rng(0)
time, d_model, n_layers = 5, 8, 4
x = rng.normal(size=(time, d_model))
changed = x.copy()
changed[1] = rng.normal(size=d_model)  # another second token
blocks = rng.normal(size=(n_layers, 5, d_model, d_model)) / 3  # five matrices each


def norm(x):
    return (x - x.mean(-1, keepdims=True)) / x.std(-1, keepdims=True)


def run(x, attention):  # (time, d_model) through all blocks
    for q, k, v, up, down in blocks:
        if attention:
            exps = np.exp((norm(x) @ q) @ (norm(x) @ k).T)  # (time, time)
            x = x + exps / exps.sum(-1, keepdims=True) @ norm(x) @ v
        x = x + np.maximum(norm(x) @ up, 0) @ down  # feed-forward layer
    return x


for attention in True, False:
    moved = abs(run(changed, attention) - run(x, attention)).max(-1)  # (time,)
    print(f"attention {attention!s:5} tokens move by", *(f"{m:.2f}" for m in moved))
