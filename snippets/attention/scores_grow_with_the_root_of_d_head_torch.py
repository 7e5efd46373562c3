"""Undivided scores grow with the root of d_head, until one token takes nearly all."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
cases, n_queries, seq_len = 250, 2, 16

print("         undivided                divided by the root of d_head")
print("d_head   std of scores  largest   std of scores  largest weight")
for d_head in (16, 64, 256, 1024):
    q = torch.tensor(rng.normal(size=(cases, n_queries, d_head)))
    k = torch.tensor(rng.normal(size=(cases, seq_len, d_head)))
    scores = q @ k.mT  # dot products   (cases, n_queries, seq_len)
    scaled = scores / d_head**0.5
    row = f"{d_head:6}"
    for z in (scores, scaled):
        row += f"{z.std():15.1f} {z.softmax(dim=-1).amax(dim=-1).mean():9.2f}"
    print(row)
