"""Each number of the gradient is what nudging one parameter measures."""

import numpy as np

x = np.array([[1.0, 2.0], [-1.0, 0.5], [3.0, -1.0]])  # (batch, d_in)
labels = np.array([0, 2, 1])  # (batch,)
W = np.array([[0.3, -0.2], [0.1, 0.4], [-0.5, 0.2]])  # (vocab_size, d_in)
rows = np.arange(len(labels))


def log_probs(W):  # (batch, vocab_size)
    logits = x @ W.T
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def loss(W):  # cross-entropy
    return -log_probs(W)[rows, labels].mean()


measured, h = np.zeros_like(W), 1e-5
for index in np.ndindex(W.shape):  # one nudge up and one down for each parameter
    nudge = np.zeros_like(W)
    nudge[index] = h
    measured[index] = (loss(W + nudge) - loss(W - nudge)) / (2 * h)

one_hot = np.eye(len(W))[labels]  # (batch, vocab_size)
derived = (np.exp(log_probs(W)) - one_hot).T @ x / len(x)  # by the rules of calculus
print(measured.round(3))
print("the same to 8 digits:", bool(abs(measured - derived).max() < 1e-8))
