"""Dropout lowers the held-out loss if examples repeat, and raises it if they do not."""

import numpy as np

rng = np.random.default_rng(0)
A, b = rng.standard_normal((8, 16)), rng.standard_normal(16) / 5


def draw(n):
    x = rng.standard_normal((n, 8))
    return x, np.maximum(x @ A, 0) @ b + 0.5 * rng.standard_normal(n)


x_new, y_new = draw(5000)
print("examples         p  training  held-out loss")
for examples in ("64, repeated", "64 new a step"):
    for p in (0.0, 0.5):
        x, y = draw(64)
        W1, w2 = rng.standard_normal((8, 64)) / 2, rng.standard_normal(64) / 8
        for _ in range(1500):
            if examples == "64 new a step":
                x, y = draw(64)
            mask = (rng.random((64, 64)) >= p) / (1 - p)  # (batch, d_hidden)
            hidden = np.maximum(x @ W1, 0) * mask
            error = hidden @ w2 - y
            grad_hidden = np.outer(error, w2) * mask * (hidden > 0)
            w2 = w2 - 0.1 * hidden.T @ error / 64
            W1 = W1 - 0.1 * x.T @ grad_hidden / 64
        held_out = np.mean((np.maximum(x_new @ W1, 0) @ w2 - y_new) ** 2)
        print(f"{examples:14}  {p}  {np.mean(error**2):8.2f}  {held_out:8.2f}")
