"""A block written out equals PyTorch's own, with the norm before or after each step."""

import torch
from torch.nn.functional import gelu, layer_norm, linear

g = torch.Generator().manual_seed(0)
x = torch.randn(2, 5, 18, generator=g, dtype=torch.float64)  # (batch, time, d_model)
n_heads, future = 3, torch.full((5, 5), -torch.inf, dtype=x.dtype).triu(1)  # mask


def attend(x, qkv, qkv_bias, out, out_bias):
    parts = linear(x, qkv, qkv_bias).unflatten(-1, (3, n_heads, -1))
    q, k, v = parts.permute(2, 0, 3, 1, 4)  # (batch, n_heads, time, d_head) each
    probs = (q @ k.mT / q.shape[-1] ** 0.5 + future).softmax(-1)
    return linear((probs @ v).transpose(1, 2).flatten(2), out, out_bias)


for first in True, False:  # GPT-2 has the norm first, the paper of 2017 last
    args = 18, n_heads, 40, 0.0, gelu, 1e-5, True, first  # 40: feed-forward, 0: dropout
    theirs = torch.nn.TransformerEncoderLayer(*args, dtype=x.dtype)
    for p in theirs.parameters():
        p.data = torch.randn(p.shape, generator=g, dtype=x.dtype) / 2
    w = list(theirs.parameters())  # four of attention, four of feed, two of each norm
    y = x + attend(layer_norm(x, [18], *w[8:10]) if first else x, *w[:4])
    y = y if first else layer_norm(y, [18], *w[8:10])
    wide = gelu(linear(layer_norm(y, [18], *w[10:]) if first else y, *w[4:6]))
    y = y + linear(wide, *w[6:8])  # (batch, time, d_model), as x
    y = y if first else layer_norm(y, [18], *w[10:])
    same = torch.allclose(y, theirs(x, src_mask=future))
    print(f"norm first {first!s:5}: equal {same}, last number {y[-1, -1, -1]:.2f}")
