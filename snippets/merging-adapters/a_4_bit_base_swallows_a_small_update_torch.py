"""Merged into a 4-bit base and rounded again, a small update all but disappears."""

import numpy as np
import torch


def rounded(W, block=32):  # to 15 levels: -7 to 7 times the scale of its block
    blocks = W.reshape(-1, block)
    scale = blocks.abs().amax(dim=1, keepdim=True) / 7  # one scale a block
    return ((blocks / scale).round() * scale).reshape(W.shape)


def size(W):  # of what a table adds to the answers
    return (x @ W.T).norm()


rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, rank = 64, 96, 4
W16 = torch.tensor(rng.normal(size=(d_out, d_in)))  # before quantization
W4 = rounded(W16)  # the base that the adapter was trained on
B, A = (torch.tensor(rng.normal(size=s)) for s in ((d_out, rank), (rank, d_in)))
x = torch.tensor(rng.normal(size=(50, d_in)))  # (batch, d_in)

print("update  W4 in 16 bits  W16  W4 in 4 bits again")
for update in 0.01 * B @ A, 0.1 * B @ A:
    trained = W4 + update  # what training saw
    off = [size(W - trained) for W in (W4 + update, W16 + update, rounded(W4 + update))]
    shares = [amount / size(update) for amount in off]
    print(f"{size(update):6.0f} {shares[0]:14.1f} {shares[1]:4.1f} {shares[2]:19.1f}")
