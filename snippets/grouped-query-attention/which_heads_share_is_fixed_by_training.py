"""Grouped-query attention: neighbors share keys and values; PyTorch agrees."""

import torch
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
batch, seq_len, n_heads, n_kv_heads, d_head = 3, 5, 6, 2, 5
q = torch.randn(batch, n_heads, seq_len, d_head, generator=g, dtype=torch.float64)
k = torch.randn(batch, n_kv_heads, seq_len, d_head, generator=g, dtype=torch.float64)
v = torch.randn(batch, n_kv_heads, seq_len, d_head, generator=g, dtype=torch.float64)


def attention(q, k, v):
    return (q @ k.mT / q.shape[-1] ** 0.5).softmax(dim=-1) @ v


theirs = F.scaled_dot_product_attention(q, k, v, enable_gqa=True)
group = n_heads // n_kv_heads
print("query heads 0 to 5 use keys   equal to PyTorch's   largest difference")
for name, index in (
    ("in blocks", torch.arange(n_heads) // group),
    ("in turns", torch.arange(n_heads) % n_kv_heads),
):
    ours = attention(q, k[:, index], v[:, index])  # (batch, n_heads, seq_len, d_head)
    same = [torch.allclose(ours[:, h], theirs[:, h]) for h in range(n_heads)]
    print(f"{name:10}", *index.tolist(), f"{sum(same):14} of {len(same)}", end="")
    print(f"{(ours - theirs).abs().max():21.1f}")
