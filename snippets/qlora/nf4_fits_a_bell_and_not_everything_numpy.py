"""NF4 beats even steps on numbers spread like a bell, and loses on even ones."""

from statistics import NormalDist

import numpy as np

steps = [NormalDist().inv_cdf(p) for p in np.linspace(0.5, 0.9677083, 9)]
fewer = [-NormalDist().inv_cdf(p) for p in np.linspace(0.5, 0.9677083, 8)[1:]]
nf4 = np.array(sorted(fewer + steps)) / steps[-1]  # (16,)
even = np.linspace(-1, 1, 15)  # int4: -7 to 7   (15,)


def error(numbers, levels, block=64):
    blocks = numbers.reshape(-1, block)
    absmax = np.abs(blocks).max(axis=1, keepdims=True)  # one for each block
    nearest = np.abs(blocks[..., None] / absmax[..., None] - levels).argmin(axis=-1)
    return np.linalg.norm(levels[nearest] * absmax - blocks) / np.linalg.norm(blocks)


rng = np.random.default_rng(0)
print("spread like     NF4  even")
for name, numbers in (
    ("a bell", rng.normal(size=25_600)),
    ("evenly", rng.uniform(-1, 1, 25_600)),
):
    off = [100 * error(numbers, levels) for levels in (nf4, even)]
    print(f"{name:10} {off[0]:6.1f} {off[1]:5.1f}  % off")
