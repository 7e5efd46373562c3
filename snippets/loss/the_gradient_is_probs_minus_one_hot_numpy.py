"""The gradient of the loss for the logits is the probabilities minus 1 at the label."""

import numpy as np

logits = np.array([[2.0, 1.0, 0.0], [0.0, 0.0, 3.0]])  # (batch, vocab_size)
labels = np.array([0, 1])  # (batch,)

exps = np.exp(logits)
probs = exps / exps.sum(axis=1, keepdims=True)  # (batch, vocab_size)
one_hot = np.eye(3)[labels]  # 1 at the label, 0 elsewhere   (batch, vocab_size)
gradient = (probs - one_hot) / len(labels)  # of the mean over the batch

for row in gradient:
    print(*(f"{value:6.3f}" for value in row), f"  sum {abs(row.sum()):.3f}")
