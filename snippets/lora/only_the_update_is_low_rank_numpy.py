"""The update has rank 2 at most; the weights it is added to keep their full rank."""

import numpy as np

rng = np.random.default_rng(0)
d_out, d_in = 6, 10
rank = 2  # knob: 1 to 6
alpha = 8  # knob: 1 to 32
W0 = rng.normal(size=(d_out, d_in))  # (d_out, d_in)
A = rng.normal(size=(rank, d_in))  # (rank, d_in)
B = rng.normal(size=(d_out, rank))  # (d_out, rank)

update = alpha / rank * B @ A  # (d_out, d_in)
for name, matrix in ("W0", W0), ("update", update), ("W0 + update", W0 + update):
    strengths = np.linalg.svd(matrix, compute_uv=False)  # singular values
    shown = " ".join(f"{s:5.1f}" for s in strengths)
    print(f"{name:11}  {shown}   rank {np.linalg.matrix_rank(matrix)}")
