"""On a new task alone a model forgets the old one; with both mixed it does not."""

import numpy as np

rng = np.random.default_rng(0)
d_hidden, lr = 20, 0.05
x = np.stack([np.linspace(-2, 2, 40), np.ones(40)], axis=1)  # the ones are a bias
y = np.sin(3 * x[:, :1])  # (batch, 1)
old, new, both = slice(0, 20), slice(20, 40), slice(0, 40)  # left half, right half
W1 = rng.normal(size=(d_hidden, 2))
W2 = rng.normal(size=(1, d_hidden)) / 4


def train(W1, W2, x, y):
    W1, W2 = W1.copy(), W2.copy()
    for _ in range(800):
        h = np.tanh(x @ W1.T)  # (batch, d_hidden)
        dy = 2 * (h @ W2.T - y) / len(x)
        dz = dy @ W2 * (1 - h**2)
        W2 -= lr * dy.T @ h
        W1 -= lr * dz.T @ x
    return W1, W2


learned = train(W1, W2, x[old], y[old])
for name, part in ("the old task", old), ("the new alone", new), ("both mixed", both):
    W1, W2 = train(*learned, x[part], y[part])
    wrong = (np.tanh(x @ W1.T) @ W2.T - y) ** 2  # (batch, 1)
    print(f"{name:13}: loss on the old {wrong[old].mean():.2f}", end=", ")
    print(f"on the new {wrong[new].mean():.2f}")
