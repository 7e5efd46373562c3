"""Multi-head attention to copy: any mask, a cache, shared keys and values."""

import torch
from torch import nn
from torch.nn import functional as F


def multi_head_attention(x, W_q, W_k, W_v, W_o, d_head, allowed=None, past=()):
    q, k, v = (  # (batch, heads, seq_len, d_head); fewer heads in k and v if shared
        (x @ W).unflatten(-1, (-1, d_head)).transpose(1, 2) for W in (W_q, W_k, W_v)
    )
    if past:  # keys and values of earlier tokens
        k, v = torch.cat([past[0], k], dim=2), torch.cat([past[1], v], dim=2)
    if allowed is None:  # causal, counted from the last key
        allowed = torch.ones(q.shape[2], k.shape[2], device=x.device).bool()
        allowed = allowed.tril(k.shape[2] - q.shape[2])
    out = F.scaled_dot_product_attention(q, k, v, attn_mask=allowed, enable_gqa=True)
    return out.transpose(1, 2).flatten(2) @ W_o, (k, v)  # concatenated, projected


g = torch.Generator().manual_seed(0)
x = torch.randn(2, 5, 12, generator=g, dtype=torch.float64)  # (batch, seq_len, d_model)
W = torch.randn(4, 12, 12, generator=g, dtype=x.dtype) / 3
layer = nn.MultiheadAttention(12, num_heads=6, bias=False, batch_first=True).double()
layer.in_proj_weight.data, layer.out_proj.weight.data = W[:3].mT.flatten(0, 1), W[3].T
theirs, _ = layer(x, x, x, attn_mask=torch.ones(5, 5).triu(1).bool())  # True hides
three, kept = multi_head_attention(x[:, :3], *W, d_head=2)  # three tokens, then two
two, _ = multi_head_attention(x[:, 3:], *W, d_head=2, past=kept)
for a, b in (three, theirs[:, :3]), (two, theirs[:, 3:]):  # ours, PyTorch's
    print(f"{a.shape[1]} tokens equal: {torch.allclose(a, b)}, their sum {a.sum():.2f}")
