"""Merging folds the adapter into the weights and changes no output."""

import numpy as np

rng = np.random.default_rng(0)
d_out, d_in = 3, 5
rank = 2  # knob: 1 to 3
alpha = 8  # knob: 1 to 16
W0 = rng.normal(size=(d_out, d_in))  # (d_out, d_in)
A = rng.normal(size=(rank, d_in))  # (rank, d_in)
B = rng.normal(size=(d_out, rank))  # (d_out, rank)
x = rng.normal(size=(4, d_in))  # (batch, d_in)

beside = x @ W0.T + alpha / rank * (x @ A.T) @ B.T  # (batch, d_out)
W = W0 + alpha / rank * B @ A  # (d_out, d_in)
merged = x @ W.T  # (batch, d_out)
print("beside:", *(f"{h:6.2f}" for h in beside[0]))
print("merged:", *(f"{h:6.2f}" for h in merged[0]))
print("largest difference below 1e-12:", bool(abs(beside - merged).max() < 1e-12))
again = W - alpha / rank * B @ A  # the adapter taken out
print("W0 again, up to 1e-12:", bool(abs(again - W0).max() < 1e-12))

print("d_model  rank  more multiplications beside than merged")
for d_model, rank in ((768, 8), (4096, 16), (4096, 256)):
    print(f"{d_model:7}  {rank:4} {2 * rank * d_model / d_model**2:8.1%}")
