"""The 16 levels of NF4 are quantiles of the normal distribution, and zero."""

import torch
from torch import float64


def nf4_levels():
    tail = (1 / 32 + 1 / 30) / 2  # probability beyond the last level
    quantile = torch.special.ndtri
    above = quantile(torch.linspace(0.5, 1 - tail, 9, dtype=float64)[1:])  # 8 levels
    below = -quantile(torch.linspace(0.5, 1 - tail, 8, dtype=float64)[1:])  # 7 levels
    levels = torch.cat([below.flip(0), torch.zeros(1, dtype=float64), above])  # (16,)
    return levels / levels[-1]  # from -1 to 1


levels = nf4_levels()
print(*(f"{level:6.3f}" for level in levels[:8]))
print(*(f"{level:6.3f}" for level in levels[8:]))
print("levels:", len(levels), "of which below zero:", (levels < 0).sum().item())
