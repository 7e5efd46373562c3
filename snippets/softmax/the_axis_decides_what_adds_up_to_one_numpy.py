"""Over the wrong axis the shapes are right, and the numbers are something else."""

import numpy as np

scores = np.array([[2.0, 1.0, 0.0], [2.0, 1.0, 5.0]])  # (time, vocab_size)
for axis, name in (1, "over the vocabulary"), (0, "over the text"):
    exps = np.exp(scores)
    probs = exps / exps.sum(axis=axis, keepdims=True)  # (time, vocab_size)
    print(f"{name}: rows add up to {probs.sum(axis=1).round(2)}")
    print(probs.round(2))
