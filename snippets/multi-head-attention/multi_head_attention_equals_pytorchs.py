"""Multi-head attention to copy, with or without shared keys and values."""

import torch
from torch import nn
from torch.nn import functional as F


def multi_head_attention(x, W_q, W_k, W_v, W_o, d_head, causal=True):
    q, k, v = (  # (batch, heads, seq_len, d_head); fewer heads in k and v if shared
        (x @ W).unflatten(-1, (-1, d_head)).transpose(1, 2) for W in (W_q, W_k, W_v)
    )
    group = q.shape[1] // k.shape[1]  # neighboring query heads share
    k, v = k.repeat_interleave(group, dim=1), v.repeat_interleave(group, dim=1)
    out = F.scaled_dot_product_attention(q, k, v, is_causal=causal)
    return out.transpose(1, 2).flatten(2) @ W_o  # concatenated, then projected


g = torch.Generator().manual_seed(0)
x = torch.randn(2, 5, 12, generator=g, dtype=torch.float64)  # (batch, seq_len, d_model)
layer = nn.MultiheadAttention(12, num_heads=6, bias=False, batch_first=True).double()
for p in layer.parameters():
    p.data = torch.randn(p.shape, generator=g, dtype=x.dtype) / 3
W_q, W_k, W_v = (W.T for W in layer.in_proj_weight.chunk(3))
W_o = layer.out_proj.weight.T
ours = multi_head_attention(x, W_q, W_k, W_v, W_o, d_head=2)
theirs, _ = layer(x, x, x, attn_mask=torch.ones(5, 5).triu(1).bool())  # True hides
print("equal to nn.MultiheadAttention:", torch.allclose(ours, theirs))
shared = multi_head_attention(x, W_q, W_k[:, :4], W_v[:, :4], W_o, d_head=2)
print("two heads of keys and values for six of queries:", tuple(shared.shape), end=" ")
print(f"{shared[1, 4, 0]:.2f} instead of {ours[1, 4, 0]:.2f}")
