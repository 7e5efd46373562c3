"""Hidden units that begin equal stay equal, so weights must begin as noise."""

import numpy as np

rng = np.random.default_rng(0)
x = rng.normal(size=(20, 3))  # (batch, d_in)
target = np.sin(x.sum(axis=1, keepdims=True))  # (batch, 1)

for name, noise in ("equal", 0.0), ("noise", 0.5):
    W1 = 0.5 + noise * rng.normal(size=(4, 3))  # (d_hidden, d_in)
    W2 = 0.5 + noise * rng.normal(size=(1, 4))  # (d_out, d_hidden)
    for _ in range(500):
        h = np.tanh(x @ W1.T)  # (batch, d_hidden)
        dy = 2 * (h @ W2.T - target) / len(x)
        dz = (dy @ W2) * (1 - h**2)
        W1, W2 = W1 - 0.1 * dz.T @ x, W2 - 0.1 * dy.T @ h
    loss = ((np.tanh(x @ W1.T) @ W2.T - target) ** 2).mean()
    print(f"{name}: loss {loss:.3f}, first column of W1", W1[:, 0].round(2).tolist())
