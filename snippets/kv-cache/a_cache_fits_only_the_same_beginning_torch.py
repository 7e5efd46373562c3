"""A cache can serve another text as far as both begin alike, and no further."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
n_layers, d_model, context = 2, 3, 4
layers = torch.tensor(rng.normal(size=(n_layers, 3, d_model, d_model)))  # W_q, W_k, W_v
words = "the so cat dog sat ran".split()
embedding = dict(zip(words, torch.tensor(rng.normal(size=(len(words), d_model)))))
P = torch.tensor(rng.normal(size=(context, d_model)))  # positions


def keys(text):  # (n_layers, seq_len, d_model)
    x = torch.stack([embedding[word] for word in text.split()])
    x, found = x + P[: len(x)], []
    for W_q, W_k, W_v in layers:
        found.append(x @ W_k)
        q, k, v = (x @ W_q)[None], found[-1][None], (x @ W_v)[None]  # a batch of one
        x = x + F.scaled_dot_product_attention(q, k, v, is_causal=True)[0]
    return torch.stack(found)


print("token of   layer 0: 0      1      2      3   layer 1: 0      1      2      3")
for text in ("the cat sat", "the cat ran", "the dog sat", "so the cat sat"):
    row = f"{text:14}"
    for k in keys(text):
        row += f"{''.join(f'{first:7.2f}' for first in k[:, 0]):34}"
    print(row.rstrip())
