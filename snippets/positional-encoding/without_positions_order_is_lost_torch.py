"""Without positions, attention gives a word the same result in every order."""

import torch
from torch.nn import functional as F

table = {"dog": [1.0, 0.2], "bites": [0.3, 0.9], "man": [-0.5, 0.6]}  # a row a word
positions = torch.tensor([[0.0, 0.4], [0.4, 0.0], [-0.4, 0.4]])  # (context, d_model)


def attend(x):  # every word gathers from all words   (time, d_model)
    x = x[None, None]  # (batch, n_heads, time, d_head)
    return F.scaled_dot_product_attention(x, x, x)[0, 0]


for sentence in "dog bites man", "man bites dog":
    x = torch.tensor([table[word] for word in sentence.split()])  # (time, d_model)
    without, added = (attend(rows)[1].numpy() for rows in (x, x + positions))
    print(f"{sentence}: bites becomes {without.round(2)}, with places {added.round(2)}")
