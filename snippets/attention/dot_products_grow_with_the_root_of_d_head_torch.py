"""Undivided dot products grow with the root of d_head; one key takes nearly all."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
cases, n_queries, seq_len = 250, 2, 16

print("        dot products           divided by the root of d_head")
print("d_head   std  largest weight   std  largest weight")
for d_head in (16, 64, 256, 1024):
    q = torch.tensor(rng.normal(size=(cases, n_queries, d_head)))
    k = torch.tensor(rng.normal(size=(cases, seq_len, d_head)))
    dot_products = q @ k.mT  # (cases, n_queries, seq_len)
    scores = dot_products / d_head**0.5
    row = f"{d_head:6}"
    for z in (dot_products, scores):
        row += f"  {z.std():4.1f} {z.softmax(dim=-1).amax(dim=-1).mean():15.2f}"
    print(row)
