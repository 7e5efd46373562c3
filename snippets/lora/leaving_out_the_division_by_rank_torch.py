"""A LoRA that multiplies by alpha and forgets to divide is rank times too strong."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, rank, alpha = 12, 20, 16, 16
A = torch.tensor(rng.normal(size=(rank, d_in)))  # (rank, d_in)
B = torch.tensor(rng.normal(size=(d_out, rank)))  # as trained elsewhere
x = torch.tensor(rng.normal(size=(3, d_in)))  # (batch, d_in)

right = alpha / rank * (x @ A.T) @ B.T  # (batch, d_out)
wrong = alpha * (x @ A.T) @ B.T
small, large = right.std(correction=0), wrong.std(correction=0)
print(f"rank {rank}, alpha {alpha}, {large / small:.0f} times too strong")
print(f"standard deviations: {small:.1f} and {large:.0f}")
