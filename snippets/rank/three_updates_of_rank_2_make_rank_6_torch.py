"""Ranks of updates add up; a product has at most the rank of its inner dimension."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, rank = 7, 10, 2
update = torch.zeros(d_out, d_in).double()  # (d_out, d_in)
for trainings in range(1, 6):
    A = torch.tensor(rng.normal(size=(rank, d_in)))  # (rank, d_in)
    B = torch.tensor(rng.normal(size=(d_out, rank)))  # (d_out, rank)
    update += B @ A  # merged, and the next one started
    together = torch.linalg.matrix_rank(update)
    print(f"{trainings} of rank {rank}: together rank {together}")
M = torch.tensor(rng.normal(size=(d_out, d_out)))  # of full rank   (d_out, d_out)
print("rank", torch.linalg.matrix_rank(M).item(), "times an update of rank 2:", end=" ")
print("rank", torch.linalg.matrix_rank(M @ (B @ A)).item())
