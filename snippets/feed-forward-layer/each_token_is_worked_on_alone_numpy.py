"""The feed-forward layer works on each token alone: no other token's output moves."""

import numpy as np

rng = np.random.default_rng(0)
seq_len, d_model = 3, 2
d_ff = 8  # wider inside, often four times; knob: 4 to 16 by 2
up, down = rng.normal(size=(d_model, d_ff)), rng.normal(size=(d_ff, d_model))
up_bias, down_bias = rng.normal(size=d_ff), rng.normal(size=d_model)


def feed_forward(x):  # (..., d_model) -> (..., d_model)
    hidden = np.maximum(x @ up + up_bias, 0)  # ReLU   (..., d_ff)
    return hidden @ down + down_bias


x = rng.normal(size=(seq_len, d_model))
changed = x.copy()
changed[1] = [2.0, -1.0]  # another second token
print("                        token 0        token 1        token 2")
for name, y in (
    ("one token at a time", [feed_forward(token) for token in x]),
    ("all at once", feed_forward(x)),
    ("token 1 changed", feed_forward(changed)),
):
    print(f"{name:20}", *(f" {a:6.2f} {b:6.2f}" for a, b in y))
