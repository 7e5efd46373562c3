"""A ReLU whose sum is below zero for every input learns nothing; a leaky one does."""

import numpy as np

x = np.array([[1.0, 0.5], [0.3, 2.0], [1.5, 1.0]])  # (batch, d_in)
target = np.array([1.0, 2.0, 2.0])  # (batch,)

for name, leak in ("ReLU", 0.0), ("leaky ReLU", 0.1):
    w, b = np.array([0.5, 0.5]), -4.0  # as after one step that was too large
    for step in range(2001):
        z = x @ w + b  # below zero for all three   (batch,)
        error = np.where(z > 0, z, leak * z) - target
        if step in (0, 100, 2000):
            print(
                f"{name:10} step {step:4}: loss {(error**2).mean():.3f}, bias {b:.2f}"
            )
        dz = 2 * error * np.where(z > 0, 1, leak) / len(x)  # slope, times the bend's
        w, b = w - 0.05 * dz @ x, b - 0.05 * dz.sum()
