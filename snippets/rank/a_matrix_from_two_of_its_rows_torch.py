"""Where two rows are independent, two small matrices stand for the whole."""

import torch
from torch.linalg import matrix_rank

A = torch.tensor([[3.0, 0, 1, 2, 0, 1, 4, 2], [0, 2, 1, 0, 5, 3, 1, 1]])  # (rank, d_in)
B = torch.tensor([[1.0, 0], [0, 1], [1, 1], [2, 0], [0, 3], [1, -1]])  # (d_out, rank)
W = B @ A  # (d_out, d_in)
for row in W:
    print(*(f"{number:3.0f}" for number in row))
print("rank by rows:", matrix_rank(W).item(), "by columns:", matrix_rank(W.T).item())
print("numbers to store:", W.numel(), "or", A.numel() + B.numel())

x = torch.tensor([1.0, 2, 3, 4, 5, 6, 7, 8])  # (d_in,)
other = x + torch.tensor([2, 0, 0, -3, 0, 0, 0, 0])  # another input with the same A @ x
through = (A @ x).numpy()
print(
    "what gets through:",
    through,
    "of both; same output:",
    torch.equal(W @ x, W @ other),
)
W[5, 7] += 1  # one number changed
print("rank with one number changed:", matrix_rank(W).item())
