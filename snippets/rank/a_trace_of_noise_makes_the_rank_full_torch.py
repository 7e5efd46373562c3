"""A trace of noise makes the rank full: say from what size on a value counts."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, rank = 6, 10, 2
W = torch.tensor(rng.normal(size=(d_out, rank)) @ rng.normal(size=(rank, d_in)))
noise = torch.tensor(rng.normal(size=(d_out, d_in)))  # (d_out, d_in)

print("noise   singular values                          rank  above 0.001")
for size in (0, 1e-9, 1e-4):
    noisy = torch.add(W, noise, alpha=size)  # W + size * noise
    values = torch.linalg.svdvals(noisy)
    shown = " ".join(f"{s:6.0e}" if s > 1e-12 else "     -" for s in values)
    ranks = [torch.linalg.matrix_rank(noisy, atol=tol) for tol in (None, 0.001)]
    print(f"{size:<6.0e} {shown}  {ranks[0]:4} {ranks[1]:10}")
