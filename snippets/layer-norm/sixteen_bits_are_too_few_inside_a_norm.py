"""Inside a norm fp16 overflows and bf16 loses digits; PyTorch's computes in 32 bits."""

import torch
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
x = 300 * torch.randn(100, 4096, generator=g)  # (tokens, d_model)
print("type      RMSNorm by hand, off by  F.rms_norm, off by")
for dtype in (torch.float32, torch.float16, torch.bfloat16):
    y = x.to(dtype)
    exact = F.rms_norm(y.double(), [4096], eps=1e-5)
    by_hand = y / (y.pow(2).mean(dim=-1, keepdim=True) + 1e-5).sqrt()
    row = f"{str(dtype)[6:]:9}"
    for normed in (by_hand, F.rms_norm(y, [4096], eps=1e-5)):
        error = ((normed.double() - exact) / exact).abs().mean()
        row += f" {error:19.2%}"
    print(row)
