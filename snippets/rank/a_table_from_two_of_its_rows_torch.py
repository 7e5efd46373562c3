"""Where two rows are independent, two thin tables stand for the whole."""

import torch
from torch import float64

A = [[3, 0, 1, 2, 0, 1, 4, 2], [0, 2, 1, 0, 5, 3, 1, 1]]
A = torch.tensor(A, dtype=float64)  # (rank, d_in)
B = [[1, 0], [0, 1], [1, 1], [2, 0], [0, 3], [1, -1]]
B = torch.tensor(B, dtype=float64)  # how to mix them   (d_out, rank)
W = B @ A  # (d_out, d_in)
rank = torch.linalg.matrix_rank(W)
for row in W:
    print(*(f"{number:3.0f}" for number in row))
print(f"rank {rank} of a table of {W.shape[0]} x {W.shape[1]}")
print("numbers to store:", W.numel(), "or", A.numel() + B.numel())
W[5, 7] += 1  # one number changed
print("rank with one number changed:", torch.linalg.matrix_rank(W).item())
