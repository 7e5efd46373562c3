"""Project, cut into heads, attend, join, project: what nn.MultiheadAttention does."""

import torch
from torch import float64, nn

g = torch.Generator().manual_seed(0)
time, d_model, n_heads = 5, 15, 3
layer = nn.MultiheadAttention(d_model, n_heads, batch_first=True, dtype=float64)
for p in layer.parameters():  # weights and biases alike: none stays at zero
    p.data = torch.randn(p.shape, generator=g, dtype=float64)
x = torch.randn(2, time, d_model, generator=g, dtype=float64)  # (batch, time, d_model)
later = torch.ones(time, time).triu(1).bool()  # True where the key comes later


def multi_head_attention(x, qkv, qkv_bias, out, out_bias):
    batch, time, _ = x.shape
    parts = x @ qkv.T + qkv_bias  # query, key, value side by side
    q, k, v = parts.view(batch, time, 3, n_heads, -1).permute(2, 0, 3, 1, 4)
    scores = q @ k.mT / q.shape[-1] ** 0.5  # (batch, n_heads, time, time)
    weights = scores.masked_fill(later, -torch.inf).softmax(dim=-1)
    joined = (weights @ v).transpose(1, 2).flatten(2)  # (batch, time, d_model)
    return joined @ out.T + out_bias, weights


ours, weights = multi_head_attention(x, *layer.parameters())
theirs, average = layer(x, x, x, attn_mask=later)  # its weights: mean of the heads
same = (ours - theirs).abs().max() < 1e-12
print("output", *(f"{o:.1f}" for o in ours[1, 2, :4]), "... equal:", bool(same))
print("weights", tuple(weights.shape), end=" ")
print("mean over heads equal:", torch.allclose(weights.mean(dim=1), average))
