"""What a layer answers is off by more with fewer bits, and with larger blocks."""

import numpy as np
import torch


def round_trip(W, bits, block):  # symmetric: -top to top times the scale of the block
    blocks = W.reshape(-1, block)
    top = 2 ** (bits - 1) - 1
    scale = blocks.abs().amax(dim=1, keepdim=True) / top
    return ((blocks / scale).round() * scale).reshape(W.shape)


rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
W = torch.tensor(rng.normal(size=(256, 512)))  # (d_out, d_in)
x = torch.tensor(rng.normal(size=(20, 512)))  # (batch, d_in)
exact = x @ W.T  # (batch, d_out)

print("bits  block  bits with scales  answers off by")
for bits, block in ((8, 32), (4, 16), (4, 32), (4, 512), (3, 32), (2, 32)):
    answers = x @ round_trip(W, bits, block).T
    off = 100 * (answers - exact).norm() / exact.norm()
    print(f"{bits:4} {block:6} {bits + 16 / block:17.2f} {off:14.1f}%")
