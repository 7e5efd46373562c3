"""A word has one row in every sentence; its meaning there is mixed in afterwards."""

import torch
from torch.nn import functional as F

table = {"river": [1.0, -0.5], "bank": [0.6, 0.4], "money": [-1.0, 1.5]}  # a row a word


def attend(x):  # each word's row becomes a mixture of all rows   (time, d_model)
    x = x[None, None]  # (batch, n_heads, time, d_head)
    return F.scaled_dot_product_attention(x, x, x)[0, 0]


for sentence in ["river", "bank"], ["money", "bank"]:
    x = torch.tensor([table[word] for word in sentence])  # (time, d_model)
    row, mixed = x[1].numpy(), attend(x)[1].numpy()
    print(f"{sentence}: the row of bank {row}, after mixing {mixed.round(2)}")
