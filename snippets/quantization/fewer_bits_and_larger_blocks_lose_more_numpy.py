"""Fewer bits and larger blocks lose more; a second number for each block helps."""

import numpy as np


def round_trip(W, bits, block, with_minimum):
    blocks = W.reshape(-1, block)
    if with_minimum:  # asymmetric: codes from 0, the lowest weight is code 0
        low, top = blocks.min(axis=1, keepdims=True), 2**bits - 1
        size = blocks.max(axis=1, keepdims=True) - low
    else:  # symmetric: codes from -top to top, zero is code 0
        low, top = 0, 2 ** (bits - 1) - 1
        size = np.abs(blocks).max(axis=1, keepdims=True)
    scale = np.where(size == 0, 1, size / top)
    return (np.round((blocks - low) / scale) * scale + low).reshape(W.shape)


rng = np.random.default_rng(0)
W = rng.normal(size=(256, 512))  # (d_out, d_in)
x = rng.normal(size=(20, 512))  # (batch, d_in)
exact = x @ W.T  # (batch, d_out)
print("bits  block   symmetric: bits  error   with minimum: bits  error")
for bits, block in ((8, 32), (4, 512), (4, 128), (4, 32), (3, 32), (2, 32)):
    print(f"{bits:4} {block:6}", end="")
    for with_minimum in (False, True):
        outputs = x @ round_trip(W, bits, block, with_minimum).T
        off = np.linalg.norm(outputs - exact) / np.linalg.norm(exact)
        print(f" {bits + 16 * (1 + with_minimum) / block:17.2f} {off:6.1%}", end="")
    print()
