"""NF4 beats even steps on numbers spread like a bell, and loses on even ones."""

import numpy as np
import torch
from torch import float64

steps = torch.special.ndtri(torch.linspace(0.5, 0.9677083, 9, dtype=float64))
fewer = -torch.special.ndtri(torch.linspace(0.5, 0.9677083, 8, dtype=float64)[1:])
nf4 = torch.cat([fewer, steps]).sort().values / steps[-1]  # (16,)
even = torch.linspace(-1, 1, 15, dtype=float64)  # int4: -7 to 7   (15,)


def error(numbers, levels, block=64):
    blocks = torch.tensor(numbers).reshape(-1, block)
    absmax = blocks.abs().amax(dim=1, keepdim=True)  # one for each block
    nearest = (blocks[..., None] / absmax[..., None] - levels).abs().argmin(dim=-1)
    return (levels[nearest] * absmax - blocks).norm() / blocks.norm()


rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
print("spread like     NF4  even")
for name, numbers in (
    ("a bell", rng.normal(size=25_600)),
    ("evenly", rng.uniform(-1, 1, 25_600)),
):
    off = [100 * error(numbers, levels) for levels in (nf4, even)]
    print(f"{name:10} {off[0]:6.1f} {off[1]:5.1f}  % off")
