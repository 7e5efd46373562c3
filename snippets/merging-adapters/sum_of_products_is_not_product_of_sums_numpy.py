"""Two adapters add up as products or concatenated, and not as added matrices."""

import numpy as np


def beside(adapters):  # each update by itself, then the sum
    return sum(scale * B @ A for B, A, scale in adapters)


def concatenated(adapters):  # PEFT's "cat": the ranks add up
    Bs, As = [B for B, _, _ in adapters], [scale * A for _, A, scale in adapters]
    return np.concatenate(Bs, axis=1), np.concatenate(As, axis=0)


def added(adapters):  # PEFT's "linear": matrices of one shape, number by number
    B = sum(scale**0.5 * B for B, _, scale in adapters)
    return B, sum(scale**0.5 * A for _, A, scale in adapters)


rng = np.random.default_rng(0)
shapes = (4, 2), (2, 6)  # (d_out, rank), (rank, d_in)
pair = [[rng.normal(size=s) for s in shapes] + [scale] for scale in (4.0, 0.5)]
wanted = beside(pair)  # (d_out, d_in)
U, values, V = np.linalg.svd(wanted, full_matrices=False)
ways = {"concatenated": concatenated(pair), "added": added(pair)}
ways["sum, cut to rank 2"] = U[:, :2] * values[:2], V[:2]  # PEFT's "svd"
for name, (B, A) in ways.items():
    off = np.linalg.norm(wanted - B @ A) / np.linalg.norm(wanted)
    print(f"{name:18} rank {len(A)}, off by {off:.0%}")
