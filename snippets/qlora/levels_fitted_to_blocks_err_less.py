"""Levels fitted to blocks of normal numbers err less than those of NF4."""

from statistics import NormalDist

import numpy as np

quantile = NormalDist().inv_cdf
above = [quantile(p) for p in np.linspace(0.5, 0.9677083, 9)]
below = [-quantile(p) for p in np.linspace(0.5, 0.9677083, 8)[1:]]
nf4 = np.array(sorted(below + above)) / above[-1]  # (16,)


def codes(x, levels):  # position of the nearest level, for levels in order
    return np.searchsorted((levels[1:] + levels[:-1]) / 2, x)


rng, n = np.random.default_rng(0), 204_800
print("block   error in %: NF4   fitted   use of NF4's levels: most   least")
for block in (16, 64, 256):
    blocks = rng.normal(size=(2, n // block, block))
    blocks /= np.abs(blocks).max(axis=-1, keepdims=True)  # divided by its absmax
    (x, new), fitted = blocks.reshape(2, n), nf4  # fitted to x, tried on new numbers
    for _ in range(50):  # each level moves to the mean of its numbers
        near = codes(x, fitted)
        fitted = np.bincount(near, weights=x) / np.bincount(near)
    used = 100 * np.bincount(codes(new, nf4)) / n  # of each level
    wrong = np.array([levels[codes(new, levels)] - new for levels in (nf4, fitted)])
    errors = 100 * np.linalg.norm(wrong, axis=1) / np.linalg.norm(new)
    print(f"{block:5} {errors[0]:16.1f} {errors[1]:8.1f} {used.max():27.1f}", end="% ")
    print(f"{used.min():6.1f}%")
