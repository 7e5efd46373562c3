"""Padding after a text is hidden by the causal mask; padding before it is not."""

import numpy as np

rng = np.random.default_rng(1)
text, pad = rng.normal(size=(3, 2)), rng.normal(size=(2, 2))  # (tokens, d_model)
P = rng.normal(size=(5, 2))  # learned positions   (context, d_model)


def attention(x, positions, is_pad):
    x = x + P[positions]
    hidden = np.triu(np.ones((len(x), len(x))), 1) > 0  # the causal mask
    hidden = hidden | (is_pad & ~np.eye(len(x), dtype=bool))  # a pad sees itself
    scores = np.where(hidden, -np.inf, x @ x.T / np.sqrt(x.shape[1]))
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True) @ x


no, left = np.zeros(5, dtype=bool), np.arange(5) < 2
after, before = np.concatenate([text, pad]), np.concatenate([pad, text])
count, own = np.arange(5), np.array([0, 0, 0, 1, 2])
for name, x, positions, is_pad, end in (
    ("no padding", text, count[:3], no[:3], 2),
    ("right", after, count, no, 2),
    ("left", before, count, no, 4),
    ("left, masked", before, count, left, 4),
    ("left, masked, own positions", before, own, left, 4),
):
    print(f"{name:28}", *(f"{o:5.2f}" for o in attention(x, positions, is_pad)[end]))
