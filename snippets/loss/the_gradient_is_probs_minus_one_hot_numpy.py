"""The gradient of the loss for the logits is the probabilities minus 1 at the label."""

import numpy as np

logits = np.array([[2.0, 1.0, 0.0], [0.0, 0.0, 3.0]])  # (batch, vocab_size)
labels = np.array([0, 1])  # (batch,)
one_hot = np.eye(logits.shape[1])[labels]  # 1 at the label   (batch, vocab_size)
exps = np.exp(logits - logits.max(axis=1, keepdims=True))
probs = exps / exps.sum(axis=1, keepdims=True)  # softmax       (batch, vocab_size)
gradient = probs - one_hot  # of the sum; that of the mean is half of it

print("label  gradient for each logit  sum")
for label, row in zip(labels, gradient):
    print(f"{label:5} ", *(f"{g:7.3f}" for g in row), f"{abs(row.sum()):6.3f}")
