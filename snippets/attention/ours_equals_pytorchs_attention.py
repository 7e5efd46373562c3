"""A few lines of attention give what PyTorch's own function gives, mask included."""

import torch
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)


def attention(q, k, v, allowed=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5  # (batch, time, time of the keys)
    if allowed is not None:  # True where a query may look at a key
        scores = scores.masked_fill(~allowed, -torch.inf)
    return scores.softmax(dim=-1) @ v  # (batch, time, d_v)


q = torch.randn(2, 3, 8, generator=g, dtype=torch.float64)  # (batch, time, d_head)
k = torch.randn(2, 5, 8, generator=g, dtype=torch.float64)  # 5 keys for 3 queries
v = torch.randn(2, 5, 4, generator=g, dtype=torch.float64)  # d_v is not d_head
allowed = torch.ones(3, 5).tril(2).bool()

for name, mask in ("all allowed", None), ("some hidden", allowed):
    ours, theirs = (
        attention(q, k, v, mask),
        F.scaled_dot_product_attention(q, k, v, mask),
    )
    gap = (ours - theirs).abs().max()
    print(
        f"{name}: {tuple(ours.shape)}, equal to 12 digits: {bool(gap < 1e-12)}", end=" "
    )
    print(*(f"{o:.2f}" for o in ours[0, 0]))
