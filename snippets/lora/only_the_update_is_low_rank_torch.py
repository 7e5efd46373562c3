"""The update has rank 2 at most; the weights it is added to keep their full rank."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, rank, alpha = 6, 10, 2, 8
W0 = torch.tensor(rng.normal(size=(d_out, d_in)))  # (d_out, d_in)
A = torch.tensor(rng.normal(size=(rank, d_in)))  # (rank, d_in)
B = torch.tensor(rng.normal(size=(d_out, rank)))  # (d_out, rank)

update = alpha / rank * B @ A  # (d_out, d_in)
for name, matrix in ("W0", W0), ("update", update), ("W0 + update", W0 + update):
    strengths = torch.linalg.svdvals(matrix)  # singular values
    shown = " ".join(f"{s:5.1f}" for s in strengths)
    print(f"{name:11}  {shown}   rank {torch.linalg.matrix_rank(matrix)}")
