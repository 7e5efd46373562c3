"""Grouped-query attention to copy: queries are grouped, no key is repeated."""

import torch
from torch.nn import functional as F


def grouped_query_attention(q, k, v, allowed=None):  # True where a query may look
    """q: (batch, n_heads, queries, d_head); k, v: (batch, n_kv_heads, keys, d_head)."""
    n_kv_heads, (group, left_over) = k.shape[1], divmod(q.shape[1], k.shape[1])
    if left_over:
        raise ValueError(f"{q.shape[1]} query heads cannot share {n_kv_heads} evenly")
    heads, rows = (n_kv_heads, group), (group, q.shape[2])
    q = q.unflatten(1, heads).flatten(2, 3) / q.shape[-1] ** 0.5  # a group: more rows
    scores = (q @ k.mT).unflatten(2, rows).flatten(1, 2)  # (batch, n_heads, ...)
    hidden = q.new_zeros(()).bool() if allowed is None else ~allowed
    scores = scores.masked_fill(hidden, torch.finfo(scores.dtype).min)
    weights = scores.softmax(dim=-1).masked_fill(hidden, 0)  # a row may be all zeros
    weights = weights.unflatten(1, heads).flatten(2, 3)
    return (weights @ v).unflatten(2, rows).flatten(1, 2)


g = torch.Generator().manual_seed(0)
q, causal = torch.randn(2, 6, 5, 3, generator=g), torch.ones(5, 5).tril().bool()
print("n_kv_heads  as PyTorch  k and v  repeated")
for n_kv_heads in (6, 3, 2, 1):
    k, v = torch.randn(2, 2, n_kv_heads, 5, 3, generator=g)
    ours = grouped_query_attention(q, k, v, causal)
    theirs = F.scaled_dot_product_attention(q, k, v, attn_mask=causal, enable_gqa=True)
    same, numbers = torch.allclose(ours, theirs, atol=1e-6), k.numel() + v.numel()
    print(f"{n_kv_heads:10} {same!s:>11} {numbers:8} {2 * q.numel():9}")
