"""Two adapters add up as products, or as longer tables, and not as added tables."""

import numpy as np


def beside(adapters):  # each update by itself, then the sum
    return sum(scale * B @ A for B, A, scale in adapters)


def longer(adapters):  # tables one behind the other: the ranks add up
    Bs, As = [B for B, _, _ in adapters], [scale * A for _, A, scale in adapters]
    return np.concatenate(Bs, axis=1), np.concatenate(As, axis=0)


def added(adapters):  # tables of one shape added number by number
    B = sum(scale**0.5 * B for B, _, scale in adapters)
    return B, sum(scale**0.5 * A for _, A, scale in adapters)


rng = np.random.default_rng(0)
d_out, d_in, rank = 4, 6, 2
first = rng.normal(size=(d_out, rank)), rng.normal(size=(rank, d_in)), 4.0
second = rng.normal(size=(d_out, rank)), rng.normal(size=(rank, d_in)), 0.5
wanted = beside([first, second])  # (d_out, d_in)
for name, join in ("longer", longer), ("added", added):
    B, A = join([first, second])
    print(f"{name} tables: rank {len(A)}, off by {np.linalg.norm(wanted - B @ A):.1f}")
print(f"size of the update: {np.linalg.norm(wanted):.1f}")
