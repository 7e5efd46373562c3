"""Where two rows are independent, two small matrices stand for the whole."""

import numpy as np

A = np.array([[3.0, 0, 1, 2, 0, 1, 4, 2], [0, 2, 1, 0, 5, 3, 1, 1]])  # (rank, d_in)
B = np.array([[1.0, 0], [0, 1], [1, 1], [2, 0], [0, 3], [1, -1]])  # how to mix them
W = B @ A  # (d_out, d_in)
for row in W:
    print(*(f"{number:3.0f}" for number in row))
print(
    "rank by rows:", np.linalg.matrix_rank(W), "by columns:", np.linalg.matrix_rank(W.T)
)
print("numbers to store:", W.size, "or", A.size + B.size)

x = np.array([1.0, 2, 3, 4, 5, 6, 7, 8])  # (d_in,)
other = x + np.array([2, 0, 0, -3, 0, 0, 0, 0])  # another input with the same A @ x
print(
    "what gets through:", A @ x, "of both; same output:", np.allclose(W @ x, W @ other)
)
W[5, 7] += 1  # one number changed
print("rank with one number changed:", np.linalg.matrix_rank(W))
