"""Merged into a 4-bit base and rounded again, a small update all but disappears."""

import numpy as np


def rounded(W, block=32):  # to 15 levels: -7 to 7 times the scale of its block
    blocks = W.reshape(-1, block)
    scale = np.abs(blocks).max(axis=1, keepdims=True) / 7  # one scale a block
    return (np.round(blocks / scale) * scale).reshape(W.shape)


def size(W):  # of what a table adds to the answers
    return np.linalg.norm(x @ W.T)


rng = np.random.default_rng(0)
d_out, d_in, rank = 64, 96, 4
W16 = rng.normal(size=(d_out, d_in))  # the base before quantization   (d_out, d_in)
W4 = rounded(W16)  # the base that the adapter was trained on
B, A = rng.normal(size=(d_out, rank)), rng.normal(size=(rank, d_in))
x = rng.normal(size=(50, d_in))  # (batch, d_in)

print("update  W4 in 16 bits  W16  W4 in 4 bits again")
for update in 0.01 * B @ A, 0.1 * B @ A:
    trained = W4 + update  # what training saw
    off = [size(W - trained) for W in (W4 + update, W16 + update, rounded(W4 + update))]
    shares = [amount / size(update) for amount in off]
    print(f"{size(update):6.0f} {shares[0]:14.1f} {shares[1]:4.1f} {shares[2]:19.1f}")
