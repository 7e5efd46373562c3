"""Divided by rank, alpha keeps the update's size within bounds as rank grows."""

import numpy as np

rng = np.random.default_rng(0)
d_out, d_in, alpha = 64, 96, 16
x = rng.normal(size=(500, d_in))  # (batch, d_in)

print("rank  alpha  alpha/rank  alpha/sqrt(rank)")
for rank in (1, 4, 16, 64):
    A = rng.normal(size=(rank, d_in)) / np.sqrt(d_in)  # (rank, d_in)
    B = rng.normal(size=(d_out, rank))  # as if trained to this size   (d_out, rank)
    update = (x @ A.T) @ B.T  # (batch, d_out)
    scales = (alpha, alpha / rank, alpha / np.sqrt(rank))
    sizes = [(scale * update).std() for scale in scales]
    print(f"{rank:4}  {sizes[0]:5.0f}  {sizes[1]:10.1f}  {sizes[2]:16.0f}")
