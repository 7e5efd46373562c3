"""One outlier makes the steps coarse for all numbers that share its scale."""

import numpy as np


def round_trip(W, axis, levels=127):  # one scale for all (None) or for each row (1)
    largest = np.abs(W).max(axis=axis, keepdims=True)
    scale = np.where(largest == 0, 1, largest / levels)
    return np.round(W / scale) * scale


rng = np.random.default_rng(0)
d_out, d_in = 8, 64
outlier = 60  # the largest of the others is near 3; knob: 10 to 100 by 10
W = rng.normal(size=(d_out, d_in))
spoiled = W.copy()
spoiled[2, 5] = outlier

print("mean error in percent   rows without it   its row")
for name, matrix, axis in (
    ("no outlier, one scale", W, None),
    ("outlier, one scale", spoiled, None),
    ("outlier, by row", spoiled, 1),
):
    off = np.abs(round_trip(matrix, axis) - matrix)
    others = np.delete(off, 2, axis=0).mean() / np.abs(W).mean()
    own = off[2].mean() / np.abs(W).mean()
    print(f"{name:22} {100 * others:16.1f} {100 * own:9.1f}")
