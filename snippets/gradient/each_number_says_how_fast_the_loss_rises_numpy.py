"""Each number of the gradient is what nudging one parameter measures."""

import numpy as np

x = np.array([[1.0, 2.0], [-1.0, 0.5], [3.0, -1.0]])  # (batch, d_in)
labels = np.array([0, 2, 1])  # (batch,)
W = np.array([[0.3, -0.2], [0.1, 0.4], [-0.5, 0.2]])  # (vocab_size, d_in)


def loss(W):
    logits = x @ W.T  # (batch, vocab_size)
    return (np.log(np.exp(logits).sum(1)) - logits[range(3), labels]).mean()


measured = np.zeros_like(W)  # one nudge up, one down, for each parameter
h = 1e-5
for place in np.ndindex(W.shape):
    up, down = W.copy(), W.copy()
    up[place] += h
    down[place] -= h
    measured[place] = (loss(up) - loss(down)) / (2 * h)

exps = np.exp(x @ W.T)
derived = (exps / exps.sum(1, keepdims=True) - np.eye(3)[labels]).T @ x / 3
print(measured.round(3))
print("same to 8 digits:", bool(abs(measured - derived).max() < 1e-8))
