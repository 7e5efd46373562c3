"""Layer norm and RMSNorm by hand equal PyTorch's, with gain and shift."""

import torch
from torch import float64, nn

g = torch.Generator().manual_seed(0)
d_model, eps = 6, 1e-5


def layer_norm(x, gain, shift):
    centered = x - x.mean(dim=-1, keepdim=True)
    spread = (centered.pow(2).mean(dim=-1, keepdim=True) + eps).sqrt()
    return centered / spread * gain + shift


def rms_norm(x, gain):
    return x / (x.pow(2).mean(dim=-1, keepdim=True) + eps).sqrt() * gain


x = 0.01 * torch.randn(
    2, 3, d_model, generator=g, dtype=float64
)  # (batch, time, d_model)
norm, rms = nn.LayerNorm(d_model, eps), nn.RMSNorm(d_model, eps)
for ours, module in (layer_norm, norm), (rms_norm, rms):
    for p in module.parameters():
        p.data = torch.randn(d_model, generator=g, dtype=float64)
    y = ours(x, *module.parameters())
    same = (y - module(x)).abs().max() < 1e-12
    print(ours.__name__, *(f"{n:.2f}" for n in y[1, 2]), "equal:", bool(same))
