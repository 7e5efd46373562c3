"""Keeping tokens while their sum is at most p leaves less than p, and top-p more."""

import numpy as np

probs = np.array([0.4, 0.3, 0.15, 0.1, 0.05])  # likeliest first   (vocab_size,)
for p in (0.3, 0.6, 0.75, 0.9):
    sums = probs.cumsum()
    at_least = int((sums - probs < p).sum())  # stops when the sum has reached p
    at_most = max(int((sums <= p).sum()), 1)  # stops before it would pass p
    print(f"p {p:4}: at least p keeps {at_least} ({sums[at_least - 1]:.2f}), ", end="")
    print(f"at most p keeps {at_most} ({sums[at_most - 1]:.2f})")
