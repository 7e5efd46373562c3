"""Rounding activations fails on a large feature; rounding weights alone does not."""

import numpy as np


def int8(A, axis=-1):  # rounded to 8 bits and back; a scale for each row, or for all
    scale = np.abs(A).max(axis=axis, keepdims=True) / 127
    return np.round(A / scale) * scale


rng = np.random.default_rng(0)
batch, d_in, d_out = 64, 256, 200
W = rng.normal(size=(d_out, d_in))
x = rng.normal(size=(batch, d_in))  # activations
feature = np.arange(d_in) == 7  # the same one is large in every token

print("feature 7   only     both, one   both, a scale   feature 7")
print("times       weights  scale       for each token  kept in 16 bits")
for factor in (1, 20, 60):
    large = np.where(feature, factor * x, x)
    exact = large @ W.T
    ways = [
        large @ int8(W).T,
        int8(large, axis=None) @ int8(W).T,
        int8(large) @ int8(W).T,
        int8(large * ~feature) @ int8(W).T + (large * feature) @ W.T,
    ]
    off = [np.linalg.norm(way - exact) / np.linalg.norm(exact) for way in ways]
    print(f"{factor:<11} {off[0]:<8.1%} {off[1]:<11.1%} {off[2]:<15.1%} {off[3]:.1%}")
