"""Merged into a 4-bit base and rounded again, a small update all but disappears."""

import numpy as np

NF4 = [-1, -0.696, -0.525, -0.395, -0.284, -0.185, -0.091, 0]  # to 3 digits
NF4 = np.array(NF4 + [0.080, 0.161, 0.246, 0.338, 0.441, 0.563, 0.723, 1])


def rounded(W, block=64):  # to 16 levels, with one scale for each block
    blocks = W.reshape(-1, block)
    scale = np.abs(blocks).max(axis=1, keepdims=True)
    scale = np.where(scale > 0, scale, 1)  # a block of zeros stays zeros
    codes = np.abs((blocks / scale)[..., None] - NF4).argmin(axis=-1)
    return (NF4[codes] * scale).reshape(W.shape)


rng = np.random.default_rng(0)
shapes = (64, 128), (64, 4), (4, 128), (50, 128), (50, 4)  # d_out 64, d_in 128, rank 4
W16, B, A, x, mix = (rng.normal(size=shape) for shape in shapes)
W4 = rounded(W16)  # the base that the adapter was trained on
print("error, as a share of what the update does, if merged into")
print("update inputs   W4, not rounded   W16   W4, rounded again")
for size in (0.02, 0.2):  # of the weights
    update = size * np.linalg.norm(W16) / np.linalg.norm(B @ A) * B @ A
    trained = W4 + update  # what training saw   (d_out, d_in)
    for name, inputs in (("any", x), ("A reads", mix @ A)):  # (batch, d_in) each
        ways = trained, W16 + update, rounded(trained)
        off = [np.linalg.norm(inputs @ (merged - trained).T) for merged in ways]
        off = off / np.linalg.norm(inputs @ update.T)
        print(f"{size:4.0%}   {name:7} {off[0]:10.2f} {off[1]:12.2f} {off[2]:10.2f}")
