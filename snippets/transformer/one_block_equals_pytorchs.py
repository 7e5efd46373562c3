"""A block is four steps, and the place of the norm decides which block it is."""

import torch
from torch import nn
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
x = torch.randn(2, 5, 18, generator=g, dtype=torch.float64)  # (batch, seq_len, d_model)
mask = torch.full((5, 5), -torch.inf, dtype=x.dtype).triu(1)  # causal

for norm_first in (True, False):
    options = {"dropout": 0.0, "activation": "gelu", "batch_first": True}
    layer = nn.TransformerEncoderLayer(
        d_model=18, nhead=3, dim_feedforward=40, norm_first=norm_first, **options
    ).double()
    for p in layer.parameters():
        p.data = torch.randn(p.shape, generator=g, dtype=x.dtype) / 4
    if norm_first:  # pre-norm
        h = layer.norm1(x)
        y = x + layer.self_attn(h, h, h, attn_mask=mask)[0]
        y = y + layer.linear2(F.gelu(layer.linear1(layer.norm2(y))))
    else:  # post-norm
        y = layer.norm1(x + layer.self_attn(x, x, x, attn_mask=mask)[0])
        y = layer.norm2(y + layer.linear2(F.gelu(layer.linear1(y))))
    same = torch.allclose(y, layer(x, src_mask=mask))
    print(f"norm first {norm_first!s:5}  equal {same}  last number {y[-1, -1, -1]:.2f}")
