"""A gradient too small for fp16 becomes 0; with a scaled loss it survives."""

import torch

gradients = torch.tensor([1e-3, 1e-6, 1e-8], dtype=torch.float64)
print("format      scale   gradient 1e-03      1e-06      1e-08")
for name, dtype in ("bf16", torch.bfloat16), ("fp16", torch.float16):
    for scale in (1, 2**10, 2**27):  # the loss times this, so each gradient times this
        scaled = (gradients * scale).to(dtype)  # in the backward pass
        back = (scaled.float() / scale).tolist()  # divided in fp32, before the step
        print(f"{name} {scale:12} {back[0]:16.2e} {back[1]:10.2e} {back[2]:10.2e}")
