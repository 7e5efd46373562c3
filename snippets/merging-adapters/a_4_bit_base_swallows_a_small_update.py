"""Merged into a 4-bit base and rounded again, a small update all but disappears."""

import numpy as np


def rounded(W, block=32):  # to 15 levels: -7 to 7 times the scale of its block
    blocks = W.reshape(-1, block)
    scale = np.abs(blocks).max(axis=1, keepdims=True) / 7  # one scale a block
    scale = np.where(scale > 0, scale, 1)  # a block of zeros stays zeros
    return (np.round(blocks / scale) * scale).reshape(W.shape)


rng = np.random.default_rng(0)
shapes = (64, 96), (64, 4), (4, 96), (50, 96), (50, 4)  # d_out 64, d_in 96, rank 4
W16, B, A, x, mix = (rng.normal(size=shape) for shape in shapes)
W4 = rounded(W16)  # the base that the adapter was trained on
inputs = {"any": x, "A reads": mix @ A}  # (batch, d_in) each

print("                error, as a share of what the update does, if merged into")
print("update inputs   W4, not rounded   W16   W4, rounded again")
for size in (0.02, 0.2):  # of the weights
    update = size * np.linalg.norm(W16) / np.linalg.norm(B @ A) * B @ A
    trained = W4 + update  # what training saw   (d_out, d_in)
    for name, x in inputs.items():
        does = np.linalg.norm(x @ update.T)
        ways = trained, W16 + update, rounded(trained)
        off = [np.linalg.norm(x @ (merged - trained).T) / does for merged in ways]
        print(f"{size:4.0%}   {name:7} {off[0]:10.2f} {off[1]:12.2f} {off[2]:10.2f}")
