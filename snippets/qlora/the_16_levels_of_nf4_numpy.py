"""The 16 levels of NF4 are quantiles of the normal distribution, and zero."""

from statistics import NormalDist

import numpy as np


def nf4_levels():
    tail = (1 / 32 + 1 / 30) / 2  # probability beyond the last level
    quantile = NormalDist().inv_cdf
    above = [quantile(p) for p in np.linspace(0.5, 1 - tail, 9)[1:]]  # 8 levels
    below = [-quantile(p) for p in np.linspace(0.5, 1 - tail, 8)[1:]]  # 7 levels
    levels = np.array(sorted([*below, 0.0, *above]))  # (16,)
    return levels / levels[-1]  # from -1 to 1


levels = nf4_levels()
print(*(f"{level:6.3f}" for level in levels[:8]))
print(*(f"{level:6.3f}" for level in levels[8:]))
print("levels:", len(levels), "of which below zero:", (levels < 0).sum())
