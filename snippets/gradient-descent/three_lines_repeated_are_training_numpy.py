"""Gradient, small step against it, again: by hand the same as torch.optim.SGD."""

import numpy as np

x = np.array([0.0, 1.0, 2.0, 3.0, 4.0])  # hours since lighting the oven   (batch,)
target = np.array([0.1, 1.3, 1.9, 3.2, 3.9])  # hundreds of degrees   (batch,)
w, b, lr = 0.0, 0.0, 0.1

for step in range(201):
    error = w * x + b - target  # (batch,)
    to_w, to_b = 2 * (error * x).mean(), 2 * error.mean()  # gradient of the loss
    if step in (0, 1, 2, 10, 200):
        length = lr * np.hypot(to_w, to_b)
        print(f"step {step:3}: loss {(error**2).mean():.3f}", end=", ")
        print(f"w {w:.2f}, b {b:5.2f}, next step {length:.4f} long")
    w, b = w - lr * to_w, b - lr * to_b
