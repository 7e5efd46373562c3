"""Where two rows are independent, two thin tables stand for the whole."""

import numpy as np

A = np.array([[3.0, 0, 1, 2, 0, 1, 4, 2], [0, 2, 1, 0, 5, 3, 1, 1]])  # (rank, d_in)
B = np.array([[1.0, 0], [0, 1], [1, 1], [2, 0], [0, 3], [1, -1]])  # how to mix them
W = B @ A  # (d_out, d_in)
rank = np.linalg.matrix_rank(W)
for row in W:
    print(*(f"{number:3.0f}" for number in row))
print(f"rank {rank} of a table of {W.shape[0]} x {W.shape[1]}")
print("numbers to store:", W.size, "or", A.size + B.size)
W[5, 7] += 1  # one number changed
print("rank with one number changed:", np.linalg.matrix_rank(W))
