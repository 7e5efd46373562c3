"""Divided by rank, alpha keeps the update's size within bounds as rank grows."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, alpha = 64, 96, 16
x = torch.tensor(rng.normal(size=(500, d_in)))  # (batch, d_in)

print("rank  alpha  alpha/rank  alpha/sqrt(rank)")
for rank in (1, 4, 16, 64):
    A = torch.tensor(rng.normal(size=(rank, d_in))) / d_in**0.5  # (rank, d_in)
    B = torch.tensor(rng.normal(size=(d_out, rank)))  # as if trained   (d_out, rank)
    update = (x @ A.T) @ B.T  # (batch, d_out)
    scales = (alpha, alpha / rank, alpha / rank**0.5)
    sizes = [(scale * update).std(correction=0) for scale in scales]
    print(f"{rank:4}  {sizes[0]:5.0f}  {sizes[1]:10.1f}  {sizes[2]:16.0f}")
