"""Layer norm and RMSNorm to copy: they equal PyTorch's, up to rounding."""

import torch
from torch.nn import functional as F


def layer_norm(x, gain, shift, eps=1e-5):
    z = x.float() if x.element_size() < 4 else x  # 16 bits are too few inside
    centered = z - z.mean(dim=-1, keepdim=True)
    normed = centered * (centered.pow(2).mean(dim=-1, keepdim=True) + eps).rsqrt()
    return (normed * gain + shift).to(x.dtype)


def rms_norm(x, gain, eps=1e-5):
    z = x.float() if x.element_size() < 4 else x
    normed = z * (z.pow(2).mean(dim=-1, keepdim=True) + eps).rsqrt()
    return (normed * gain).to(x.dtype)


g = torch.Generator().manual_seed(0)
gain, shift = torch.randn(2, 768, generator=g, dtype=torch.float64)  # d_model is 768
print("type      layer norm equal  RMSNorm equal  last numbers")
for dtype in (torch.float64, torch.float32, torch.bfloat16):
    x = (0.02 * torch.randn(4, 16, 768, generator=g)).to(dtype)
    a, b, near = gain.to(dtype), shift.to(dtype), 8 * torch.finfo(dtype).eps
    ln, rms = layer_norm(x, a, b), rms_norm(x, a)
    same_ln = torch.allclose(ln, F.layer_norm(x, [768], a, b), near, near)
    same_rms = torch.allclose(rms, F.rms_norm(x, [768], a, 1e-5), near, near)
    print(f"{str(dtype)[6:]:9} {same_ln!s:17} {same_rms!s:14}", end=" ")
    print(f"{ln[-1, -1, -1]:.2f} {rms[-1, -1, -1]:.2f}")
