"""True keeps a key in one of PyTorch's functions and hides it in another."""

import torch
from torch import float64, nn
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
time, d_model = 4, 3
x = torch.randn(2, time, d_model, generator=g, dtype=float64)  # (batch, time, d_model)
layer = nn.MultiheadAttention(d_model, 1, batch_first=True, dtype=float64)
eye = torch.eye(d_model, dtype=float64)  # no projections: both compute the same thing
layer.in_proj_weight.data, layer.out_proj.weight.data = torch.cat([eye] * 3), eye
keep = torch.ones(time, time).tril().bool()  # True where a token may look

by_flag = F.scaled_dot_product_attention(x, x, x, is_causal=True)
for name, mask in ("mask", keep), ("~mask", ~keep):
    functional = F.scaled_dot_product_attention(x, x, x, attn_mask=mask)
    module = layer(x, x, x, attn_mask=mask)[0]
    for function, output in ("F.sdpa", functional), ("nn.MHA", module):
        same = torch.allclose(output, by_flag)
        print(
            f"{function} with {name:5} causal: {same!s:5}",
            *(f"{o:5.2f}" for o in output[1, 2]),
        )
