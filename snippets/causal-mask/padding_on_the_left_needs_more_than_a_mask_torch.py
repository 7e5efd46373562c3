"""Padding after a text is hidden by the causal mask; padding before it is not."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(1)  # the same numbers as on the NumPy tab
text = torch.tensor(rng.normal(size=(3, 2)))  # (tokens, d_model)
pad = torch.tensor(rng.normal(size=(2, 2)))
P = torch.tensor(rng.normal(size=(5, 2)))  # learned positions   (context, d_model)


def attention(x, positions, is_pad):
    x = x + P[positions]
    keep = torch.ones(len(x), len(x)).tril().bool()  # the causal mask
    keep = keep & (~is_pad | torch.eye(len(x)).bool())  # a pad sees itself
    return F.scaled_dot_product_attention(x[None], x[None], x[None], attn_mask=keep)[0]


no, left = torch.zeros(5).bool(), torch.arange(5) < 2
after, before = torch.cat([text, pad]), torch.cat([pad, text])
count, own = torch.arange(5), torch.tensor([0, 0, 0, 1, 2])
for name, x, positions, is_pad, end in (
    ("no padding", text, count[:3], no[:3], 2),
    ("right", after, count, no, 2),
    ("left", before, count, no, 4),
    ("left, masked", before, count, left, 4),
    ("left, masked, own positions", before, own, left, 4),
):
    print(f"{name:28}", *(f"{o:5.2f}" for o in attention(x, positions, is_pad)[end]))
