"""A product has the rank of its gap at most, and ranks add up: 2, 4, 6."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, rank = 7, 10, 2
update = torch.zeros(d_out, d_in, dtype=torch.float64)  # (d_out, d_in)
for trainings in range(1, 6):
    A = torch.tensor(rng.normal(size=(rank, d_in)))  # (rank, d_in)
    B = torch.tensor(rng.normal(size=(d_out, rank)))  # (d_out, rank)
    update += B @ A  # merged, and the next one begun
    print(
        f"{trainings} of rank {rank}: together rank {torch.linalg.matrix_rank(update)}"
    )
print("through the update, then through a gap of 2:", end=" ")
print(torch.linalg.matrix_rank(B.T @ update).item())
