"""A sum of N parts grows with the root of N; GPT-2 begins each that much smaller."""

import numpy as np

rng = np.random.default_rng(0)
d_model = 1000
print("parts   size of the sum   each divided by the root of N")
for n_parts in (1, 4, 24, 96):
    parts = rng.normal(size=(n_parts, d_model))  # what untrained stages add
    total = parts.sum(axis=0).std()
    shrunk = (parts / np.sqrt(n_parts)).sum(axis=0).std()
    print(f"{n_parts:5} {total:17.1f} {shrunk:31.1f}")
