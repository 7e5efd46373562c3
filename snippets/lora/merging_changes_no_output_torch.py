"""Merging folds the adapter into the weights and changes no output."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, rank, alpha = 3, 5, 2, 8
W0 = torch.tensor(rng.normal(size=(d_out, d_in)))  # (d_out, d_in)
A = torch.tensor(rng.normal(size=(rank, d_in)))  # (rank, d_in)
B = torch.tensor(rng.normal(size=(d_out, rank)))  # (d_out, rank)
x = torch.tensor(rng.normal(size=(4, d_in)))  # (batch, d_in)

beside = x @ W0.T + alpha / rank * (x @ A.T) @ B.T  # (batch, d_out)
W = W0 + alpha / rank * B @ A  # (d_out, d_in)
merged = x @ W.T  # (batch, d_out)
print("beside:", *(f"{h:6.2f}" for h in beside[0]))
print("merged:", *(f"{h:6.2f}" for h in merged[0]))
print("same to 12 digits:", bool(abs(beside - merged).max() < 1e-12))
many, few = W0.numel() + A.numel() + B.numel(), W.numel()
print(f"multiplications for one input: {many} beside, {few} merged")

again = W - alpha / rank * B @ A  # un-merged
print("W0 back to 12 digits:", bool(abs(again - W0).max() < 1e-12))
