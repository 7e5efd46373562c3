"""A gradient too small for fp16 is 0; scaled up before and down after, it survives."""

import torch

gradients = torch.tensor([1e-3, 1e-6, 1e-8], dtype=torch.float64)
for scale in (1, 1024, 2**27):  # the loss times this makes all gradients times this
    there = (gradients * scale).half()  # on the way back
    back = there.float() / scale  # divided in fp32, before the step
    print(f"scale {scale:9}:", *(f"{value:8.1e}" for value in back.tolist()))
