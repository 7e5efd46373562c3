"""At equal bits NF4 beats 16 even levels on normal numbers, not on uniform ones."""

from statistics import NormalDist

import numpy as np
import torch

quantile = NormalDist().inv_cdf
above = [quantile(p) for p in np.linspace(0.5, 0.9677083, 9)]
below = [-quantile(p) for p in np.linspace(0.5, 0.9677083, 8)[1:]]
nf4, even = torch.tensor(sorted(below + above)) / above[-1], torch.linspace(-1, 1, 16)


def error(numbers, levels, block=64, two_scales=False):  # in % of their norm
    blocks = numbers.reshape(-1, block)
    high = (blocks if two_scales else blocks.abs()).amax(dim=1, keepdim=True)
    low = blocks.amin(dim=1, keepdim=True) if two_scales else -high
    half = torch.where(high > low, (high - low) / 2, 1)  # a block of zeros stays zeros
    scaled = (blocks - low) / half - 1  # from -1 to 1
    codes = (scaled[..., None] - levels).abs().argmin(dim=-1)  # 4 bits each
    back = (levels[codes] + 1) * half + low
    return 100 * (back - blocks).norm() / blocks.norm()


rng, n = np.random.default_rng(0), 128 * 200
kinds = rng.normal(size=n), rng.standard_t(4, size=n), rng.uniform(-1, 1, size=n)
print("error in %   NF4  even levels  even levels, minimum to maximum")
for name, x in zip(("normal", "heavy tails", "uniform"), map(torch.tensor, kinds)):
    print(f"{name:11} {error(x, nf4):5.1f} {error(x, even):12.1f}", end="")
    print(f"{error(x, even, block=128, two_scales=True):13.1f}")
