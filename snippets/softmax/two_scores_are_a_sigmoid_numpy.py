"""Softmax of two scores is the sigmoid of their difference."""

import numpy as np

pairs = np.array([[2.0, 0.0], [0.0, 2.0], [5.0, 3.0], [1.0, 1.0], [-3.0, 4.0]])
exps = np.exp(pairs - pairs.max(axis=1, keepdims=True))
probs = exps / exps.sum(axis=1, keepdims=True)  # (batch, 2)
sigmoid = 1 / (1 + np.exp(-(pairs[:, 0] - pairs[:, 1])))  # (batch,)
print("first  second  softmax, first  sigmoid of the difference")
for (first, second), prob, same in zip(pairs, probs[:, 0], sigmoid):
    print(f"{first:5} {second:7} {prob:15.3f} {same:26.3f}")
