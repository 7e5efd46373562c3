"""A sum of N parts grows with the root of N; GPT-2 begins each that much smaller."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_model = 1000
print("parts   size of the sum   each divided by the root of N")
for n_parts in (1, 4, 24, 96):
    parts = torch.tensor(rng.normal(size=(n_parts, d_model)))  # from untrained stages
    total = parts.sum(dim=0).std(correction=0)
    shrunk = (parts / n_parts**0.5).sum(dim=0).std(correction=0)
    print(f"{n_parts:5} {total:17.1f} {shrunk:31.1f}")
