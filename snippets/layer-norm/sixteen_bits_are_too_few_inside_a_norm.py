"""Inside a norm fp16 overflows and bf16 loses digits; PyTorch's computes in 32 bits."""

import torch
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
x = 300 * torch.randn(100, 4096, generator=g)  # (tokens, d_model)
gain, eps = torch.randn(4096, generator=g), 1e-5
print("type         by hand, off by  F.rms_norm, off by  other numbers if gain is last")
for dtype in (torch.float32, torch.float16, torch.bfloat16):
    y, a = x.to(dtype), gain.to(dtype)
    exact = F.rms_norm(y.double(), [4096], a.double(), eps)
    by_hand = y / (y.pow(2).mean(dim=-1, keepdim=True) + eps).sqrt() * a
    pytorchs = F.rms_norm(y, [4096], a, eps)
    llamas = a * F.rms_norm(y.float(), [4096], eps=eps).to(dtype)  # rounded before a
    row = f"{str(dtype)[6:]:9}"
    for normed in (by_hand, pytorchs):
        error = (normed.double() - exact).norm() / exact.norm()
        row += f" {error:18.2%}"
    print(f"{row} {(llamas != pytorchs).double().mean():28.0%}")
