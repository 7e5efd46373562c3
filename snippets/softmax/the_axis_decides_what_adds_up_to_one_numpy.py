"""Over the wrong axis the shapes are right, and the numbers are something else."""

import numpy as np

scores = np.array([[2.0, 1.0, 0.0], [2.0, 1.0, 5.0]])  # (seq_len, vocab_size)
for axis, name in (1, "over the vocabulary"), (0, "over the sequence"):
    exps = np.exp(scores - scores.max(axis=axis, keepdims=True))
    probs = exps / exps.sum(axis=axis, keepdims=True)  # (seq_len, vocab_size)
    print(f"{name}: rows sum to {probs.sum(axis=1).round(2)}")
    print(probs.round(2))
