"""At the start the adapter changes nothing, because B begins as zeros."""

import numpy as np

rng = np.random.default_rng(0)
d_out, d_in, rank = 3, 5, 2
alpha = 8  # knob: 1 to 16
W0 = rng.normal(size=(d_out, d_in))  # frozen   (d_out, d_in)
A = rng.normal(size=(rank, d_in))  # trained, begins as noise   (rank, d_in)
B = np.zeros((d_out, rank))  # trained, begins as zeros   (d_out, rank)
x = rng.normal(size=(2, d_in))  # (batch, d_in)

base = x @ W0.T  # (batch, d_out)
adapted = x @ W0.T + alpha / rank * (x @ A.T) @ B.T
print("base:               ", *(f"{h:6.2f}" for h in base.ravel()))
print("adapted:            ", *(f"{h:6.2f}" for h in adapted.ravel()))
B[0, 1] = 0.1  # training changes all of B; here one number of it
adapted = x @ W0.T + alpha / rank * (x @ A.T) @ B.T
print("one number changed: ", *(f"{h:6.2f}" for h in adapted.ravel()))
