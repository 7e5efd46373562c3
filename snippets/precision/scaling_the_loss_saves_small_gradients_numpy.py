"""A gradient too small for fp16 becomes 0; with a scaled loss it survives."""

import numpy as np


def to_bf16(x):  # for normal numbers
    gap = 2.0 ** (np.floor(np.log2(x)) - 7)
    return np.round(x / gap) * gap


gradients = np.array([1e-3, 1e-6, 1e-8])
print("format      scale   gradient 1e-03      1e-06      1e-08")
for name, to in ("bf16", to_bf16), ("fp16", np.float16):
    for scale in (1, 2**10, 2**27):  # the loss times this, so each gradient times this
        with np.errstate(over="ignore"):
            scaled = to(gradients * scale)  # in the backward pass
        back = np.float32(scaled) / scale  # divided in fp32, before the step
        print(f"{name} {scale:12} {back[0]:16.2e} {back[1]:10.2e} {back[2]:10.2e}")
