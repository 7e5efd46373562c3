"""Fewer bits and larger blocks lose more, and so does leaving a code unused."""

import numpy as np
import torch


def round_trip(W, bits, block, kind):
    blocks, start, top = W.reshape(-1, block), 0, 2 ** (bits - 1) - 1
    low, high = blocks.aminmax(dim=1, keepdim=True)
    scale = torch.maximum(high, -low) / top  # symmetric: codes from -top to top
    if kind == "all codes":  # the farthest weight is code -top - 1
        scale = torch.where(high > -low, high, low) / (-top - 1)
    elif kind == "minimum":  # asymmetric: codes from 0, the lowest weight is code 0
        start, top, scale = low, 2**bits - 1, (high - low) / (2**bits - 1)
    scale = torch.where(scale == 0, 1.0, scale)
    codes = torch.round((blocks - start) / scale).clamp(max=top)
    return (codes * scale + start).reshape(W.shape)


rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
W = torch.tensor(rng.normal(size=(256, 512)))  # (d_out, d_in)
x = torch.tensor(rng.normal(size=(20, 512)))  # (batch, d_in)
exact = x @ W.T  # (batch, d_out)
kinds = ("symmetric", "all codes", "minimum")
print("bits  block  one scale: bits  symmetric  all codes  with minimum: bits  error")
for bits, block in ((8, 32), (4, 512), (4, 128), (4, 32), (3, 32), (2, 32)):
    outputs = [x @ round_trip(W, bits, block, kind).T for kind in kinds]
    off = [(y - exact).norm() / exact.norm() for y in outputs]
    print(f"{bits:4} {block:6} {bits + 16 / block:16.2f} {off[0]:10.1%}", end="")
    print(f"{off[1]:11.1%} {bits + 32 / block:19.2f} {off[2]:6.1%}")
