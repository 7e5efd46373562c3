"""Fewer bits and larger blocks lose more; a second number for each block helps."""

import numpy as np
import torch


def round_trip(W, bits, block, with_minimum):
    blocks = W.reshape(-1, block)
    if with_minimum:  # asymmetric: codes from 0, the lowest weight is code 0
        low, top = blocks.amin(dim=1, keepdim=True), 2**bits - 1
        size = blocks.amax(dim=1, keepdim=True) - low
    else:  # symmetric: codes from -top to top, zero is code 0
        low, top = 0, 2 ** (bits - 1) - 1
        size = blocks.abs().amax(dim=1, keepdim=True)
    scale = torch.where(size == 0, 1.0, size / top)
    return (torch.round((blocks - low) / scale) * scale + low).reshape(W.shape)


rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
W = torch.tensor(rng.normal(size=(256, 512)))  # (d_out, d_in)
x = torch.tensor(rng.normal(size=(20, 512)))  # (batch, d_in)
exact = x @ W.T  # (batch, d_out)
print("bits  block   symmetric: bits  error   with minimum: bits  error")
for bits, block in ((8, 32), (4, 512), (4, 128), (4, 32), (3, 32), (2, 32)):
    print(f"{bits:4} {block:6}", end="")
    for with_minimum in (False, True):
        outputs = x @ round_trip(W, bits, block, with_minimum).T
        off = (outputs - exact).norm() / exact.norm()
        print(f" {bits + 16 * (1 + with_minimum) / block:17.2f} {off:6.1%}", end="")
    print()
