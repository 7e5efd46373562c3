"""Without positions, attention gives a word the same result in every order."""

import torch
from torch.nn import functional as F

vectors = {"dog": [1.0, 0.2], "bites": [0.3, 0.9], "man": [-0.5, 0.6]}
positions = torch.tensor([[0.0, 0.4], [0.4, 0.0], [-0.4, 0.4]])  # (context, d_model)


def attend(x):  # every word gathers from all words   (seq_len, d_model)
    x = x[None, None]  # (batch, n_heads, seq_len, d_head)
    return F.scaled_dot_product_attention(query=x, key=x, value=x)[0, 0]


for sentence in "dog bites man", "man bites dog":
    x = torch.tensor([vectors[word] for word in sentence.split()])  # (seq_len, d_model)
    without, added = (attend(y)[1].numpy().round(2) for y in (x, x + positions))
    print(f"{sentence}: bites becomes {without}, with positions {added}")
