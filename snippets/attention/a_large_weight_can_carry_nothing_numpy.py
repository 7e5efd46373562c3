"""The token with most of the attention can add least: weights alone explain little."""

import numpy as np

words = ["<start>", "the", "cat", "sat"]
scores = np.array([5.0, 1.0, 3.0, 2.0])  # of the query of "sat"   (time,)
v = np.array([[0.0, 0.1], [2.0, 0.0], [3.0, -2.0], [1.0, 1.0]])  # (time, d_v)

exps = np.exp(scores)
weights = exps / exps.sum()  # (time,)
added = weights[:, None] * v  # what each token adds   (time, d_v)
sizes = np.sqrt((added**2).sum(axis=1))  # (time,)
for word, weight, size in zip(words, weights, sizes):
    print(f"{word:8} weight {weight:.2f}, adds {size:.2f}")
print("output:", *(f"{a:.2f}" for a in added.sum(axis=0)))
