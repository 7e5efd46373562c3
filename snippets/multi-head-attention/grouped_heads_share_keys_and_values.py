"""Grouped-query attention: neighbors share keys and values; PyTorch agrees."""

import torch
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
batch, time, n_heads, n_kv_heads, d_head = 2, 5, 6, 2, 5
q = torch.randn(batch, n_heads, time, d_head, generator=g, dtype=torch.float64)
k = torch.randn(batch, n_kv_heads, time, d_head, generator=g, dtype=torch.float64)
v = torch.randn(batch, n_kv_heads, time, d_head, generator=g, dtype=torch.float64)


def attention(q, k, v):
    return (q @ k.mT / q.shape[-1] ** 0.5).softmax(dim=-1) @ v


theirs = F.scaled_dot_product_attention(q, k, v, enable_gqa=True)
group = n_heads // n_kv_heads
for name, index in (
    ("in blocks", torch.arange(n_heads) // group),
    ("in turns", torch.arange(n_heads) % n_kv_heads),
):
    ours = attention(q, k[:, index], v[:, index])  # (batch, n_heads, time, d_head)
    same = [torch.allclose(ours[:, h], theirs[:, h]) for h in range(n_heads)]
    print(
        f"{name:9} keys {index.tolist()}, heads equal: {sum(same)} of {len(same)}",
        end="",
    )
    print(", head 1:", *(f"{o:.2f}" for o in ours[1, 1, 4]))
