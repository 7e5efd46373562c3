"""Attention to copy: it equals PyTorch's own function, whatever may look at what."""

import torch
from torch.nn import functional as F


def attention(q, k, v, allowed=None):  # allowed: True where a query may look at a key
    wide = torch.float32 if q.element_size() < 4 else q.dtype  # 16 bits can overflow
    scores = q.to(wide) @ k.to(wide).mT / q.shape[-1] ** 0.5  # (..., queries, keys)
    allowed = torch.ones_like(scores).bool() if allowed is None else allowed
    weights = scores.masked_fill(~allowed, -torch.inf).softmax(dim=-1)
    return weights.masked_fill(~allowed, 0).to(v.dtype) @ v  # 0 if nothing is allowed


g = torch.Generator().manual_seed(0)
batch, n_queries, d_head, d_v = 2, 3, 5, 7
print("                 queries  keys  output     equal  first value")
for name, n_keys, allowed in (
    ("self-attention", 3, None),  # queries and keys of the same tokens
    ("with causal mask", 3, torch.ones(3, 3).tril().bool()),
    ("nothing allowed", 3, torch.zeros(3, 3).bool()),
    ("cross-attention", 5, None),  # keys of five tokens of another text
):
    q = torch.randn(batch, n_queries, d_head, generator=g, dtype=torch.float64)
    k = torch.randn(batch, n_keys, d_head, generator=g, dtype=torch.float64)
    v = torch.randn(batch, n_keys, d_v, generator=g, dtype=torch.float64)
    ours = attention(q, k, v, allowed)  # (batch, queries, d_v)
    theirs = F.scaled_dot_product_attention(q, k, v, attn_mask=allowed)
    print(f"{name:16} {n_queries:7} {n_keys:5}  {tuple(ours.shape)}", end="  ")
    print(f"{torch.allclose(ours, theirs)!s:5} {ours[0, 0, 0]:12.2f}")
