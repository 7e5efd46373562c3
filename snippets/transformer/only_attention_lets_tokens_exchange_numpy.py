"""Without attention no token learns anything from another, in any number of blocks."""

import numpy as np

rng = np.random.default_rng(0)
n_layers = 4  # knob: 1 to 8
seq_len, d_model = 5, 8
x = rng.normal(size=(seq_len, d_model))
changed = x.copy()
changed[1] = rng.normal(size=d_model)  # another second token
blocks = rng.normal(size=(n_layers, 5, d_model, d_model)) / 3  # five matrices each


def norm(x):
    return (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-5)


def run(x, with_attention):  # (seq_len, d_model) through all blocks
    for W_q, W_k, W_v, up, down in blocks:
        if with_attention:  # without a mask: all look at all
            scores = (norm(x) @ W_q) @ (norm(x) @ W_k).T / np.sqrt(d_model)
            exps = np.exp(scores - scores.max(axis=1, keepdims=True))
            x = x + exps / exps.sum(axis=1, keepdims=True) @ norm(x) @ W_v
        x = x + np.maximum(norm(x) @ up, 0) @ down  # feed-forward layer
    return x


for with_attention in (True, False):
    moved = abs(run(changed, with_attention) - run(x, with_attention)).max(axis=1)
    print(f"attention {with_attention!s:5} moved by", *(f"{m:.2f}" for m in moved))
