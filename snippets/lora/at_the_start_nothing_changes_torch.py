"""At the start the adapter changes nothing, because B begins as zeros."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, rank, alpha = 3, 5, 2, 8
W0 = torch.tensor(rng.normal(size=(d_out, d_in)))  # frozen   (d_out, d_in)
A = torch.tensor(rng.normal(size=(rank, d_in)))  # trained   (rank, d_in)
B = torch.zeros(d_out, rank, dtype=A.dtype)  # trained   (d_out, rank)
x = torch.tensor(rng.normal(size=(2, d_in)))  # (batch, d_in)

base = x @ W0.T  # (batch, d_out)
adapted = x @ W0.T + alpha / rank * (x @ A.T) @ B.T
print("base:               ", *(f"{h:6.2f}" for h in base.ravel()))
print("adapted:            ", *(f"{h:6.2f}" for h in adapted.ravel()))
B[0, 1] = 0.1  # training changes all of B; here one number of it
adapted = x @ W0.T + alpha / rank * (x @ A.T) @ B.T
print("one number changed: ", *(f"{h:6.2f}" for h in adapted.ravel()))
