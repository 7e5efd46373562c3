"""Keeping tokens while their sum is at most p leaves less than p, and top-p more."""

import numpy as np

probs = np.array([0.4, 0.3, 0.15, 0.1, 0.05])  # most probable first   (vocab_size,)
print("  p  at least p keeps  at most p keeps")
for p in (0.3, 0.6, 0.75, 0.9):
    sums = probs.cumsum()
    at_least = int((sums - probs < p).sum())  # stops when the sum has reached p
    at_most = max(int((sums <= p).sum()), 1)  # stops before it would pass p
    have = sums[at_least - 1], sums[at_most - 1]
    print(f"{p:4} {at_least:6} ({have[0]:.2f}) {at_most:11} ({have[1]:.2f})")
