"""True keeps a key in one of PyTorch's functions and hides it in another."""

import torch
from torch import nn
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
batch, seq_len, d_model = 2, 4, 3
x = torch.randn(batch, seq_len, d_model, generator=g, dtype=torch.float64)
layer = nn.MultiheadAttention(d_model, num_heads=1, batch_first=True).double()
eye = torch.eye(d_model, dtype=x.dtype)  # no projections: both compute the same thing
layer.in_proj_weight.data, layer.out_proj.weight.data = torch.cat([eye] * 3), eye
earlier = torch.ones(seq_len, seq_len).tril().bool()  # True on and below the diagonal

causal = F.scaled_dot_product_attention(x, x, x, is_causal=True)
print("True stands for   function                        causal  one output")
for name, mask in ("earlier keys", earlier), ("later keys", ~earlier):
    functional = F.scaled_dot_product_attention(x, x, x, attn_mask=mask)
    module = layer(x, x, x, attn_mask=mask, need_weights=False)[0]
    for function, output in (
        ("F.scaled_dot_product_attention", functional),
        ("nn.MultiheadAttention", module),
    ):
        same = torch.allclose(output, causal)
        print(f"{name:16}  {function:31} {same!s:6}", end="  ")
        print(*(f"{o:5.2f}" for o in output[1, 2]))
