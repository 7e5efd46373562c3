"""Ranks of updates add up; a product has at most the rank of its inner dimension."""

import numpy as np

rng = np.random.default_rng(0)
d_out, d_in = 7, 10
rank = 2  # knob: 1 to 7
update = np.zeros((d_out, d_in))  # (d_out, d_in)
for trainings in range(1, 6):
    A = rng.normal(size=(rank, d_in))  # (rank, d_in)
    B = rng.normal(size=(d_out, rank))  # (d_out, rank)
    update += B @ A  # merged, and the next one started
    print(f"{trainings} of rank {rank}: together rank {np.linalg.matrix_rank(update)}")
M = rng.normal(size=(d_out, d_out))  # of full rank   (d_out, d_out)
print("rank", np.linalg.matrix_rank(M), f"times an update of rank {rank}:", end=" ")
print("rank", np.linalg.matrix_rank(M @ (B @ A)))
