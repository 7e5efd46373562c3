"""Two adapters add up as products, or as longer tables, and not as added tables."""

import numpy as np
import torch


def beside(adapters):  # each update by itself, then the sum
    return sum(scale * B @ A for B, A, scale in adapters)


def longer(adapters):  # tables one behind the other: the ranks add up
    Bs, As = [B for B, _, _ in adapters], [scale * A for _, A, scale in adapters]
    return torch.cat(Bs, dim=1), torch.cat(As, dim=0)


def added(adapters):  # tables of one shape added number by number
    B = sum(scale**0.5 * B for B, _, scale in adapters)
    return B, sum(scale**0.5 * A for _, A, scale in adapters)


rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, rank = 4, 6, 2
shapes = ((d_out, rank), (rank, d_in))
first = [torch.tensor(rng.normal(size=shape)) for shape in shapes] + [4.0]
second = [torch.tensor(rng.normal(size=shape)) for shape in shapes] + [0.5]
wanted = beside([first, second])  # (d_out, d_in)
for name, join in ("longer", longer), ("added", added):
    B, A = join([first, second])
    print(f"{name} tables: rank {len(A)}, off by {(wanted - B @ A).norm():.1f}")
print(f"size of the update: {wanted.norm():.1f}")
