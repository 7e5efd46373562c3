"""What a layer answers is off by more with fewer bits, and with larger blocks."""

import numpy as np


def round_trip(W, bits, block):  # symmetric: -top to top times the scale of the block
    blocks = W.reshape(-1, block)
    top = 2 ** (bits - 1) - 1
    scale = np.abs(blocks).max(axis=1, keepdims=True) / top
    return (np.round(blocks / scale) * scale).reshape(W.shape)


rng = np.random.default_rng(0)
W = rng.normal(size=(256, 512))  # (d_out, d_in)
x = rng.normal(size=(20, 512))  # (batch, d_in)
exact = x @ W.T  # (batch, d_out)

print("bits  block  bits with scales  answers off by")
for bits, block in ((8, 32), (4, 16), (4, 32), (4, 512), (3, 32), (2, 32)):
    answers = x @ round_trip(W, bits, block).T
    off = 100 * np.linalg.norm(answers - exact) / np.linalg.norm(exact)
    print(f"{bits:4} {block:6} {bits + 16 / block:17.2f} {off:14.1f}%")
