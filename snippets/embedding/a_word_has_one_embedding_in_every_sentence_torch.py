"""A word has one embedding in every sentence; the context is mixed in afterwards."""

import torch
from torch.nn import functional as F

vectors = {"river": [1.0, -0.5], "bank": [0.6, 0.4], "money": [-1.0, 1.5]}


def attend(x):  # each vector becomes a mixture of all   (seq_len, d_model)
    x = x[None, None]  # (batch, n_heads, seq_len, d_head)
    return F.scaled_dot_product_attention(query=x, key=x, value=x)[0, 0]


for sentence in ["river", "bank"], ["money", "bank"]:
    x = torch.tensor([vectors[word] for word in sentence])  # (seq_len, d_model)
    start, mixed = x[1].numpy(), attend(x)[1].numpy()
    print(f"{sentence}: embedding of bank {start}, after attention {mixed.round(2)}")
