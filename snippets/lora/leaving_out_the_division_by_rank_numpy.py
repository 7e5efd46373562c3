"""A LoRA that multiplies by alpha and forgets to divide is rank times too strong."""

import numpy as np

rng = np.random.default_rng(0)
d_out, d_in, alpha = 12, 20, 16
rank = 16  # knob: 1 to 32
A = rng.normal(size=(rank, d_in))  # (rank, d_in)
B = rng.normal(size=(d_out, rank))  # as trained elsewhere   (d_out, rank)
x = rng.normal(size=(3, d_in))  # (batch, d_in)

right = alpha / rank * (x @ A.T) @ B.T  # (batch, d_out)
wrong = alpha * (x @ A.T) @ B.T
print(f"rank {rank}, alpha {alpha}, {wrong.std() / right.std():.0f} times too strong")
print(f"standard deviations: {right.std():.1f} and {wrong.std():.0f}")
