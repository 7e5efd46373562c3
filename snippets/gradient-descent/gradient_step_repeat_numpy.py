"""Gradient, small step against it, again: by hand the same as torch.optim.SGD."""

import numpy as np

x = np.array([0.0, 1.0, 2.0, 3.0, 4.0])  # hours since lighting the oven   (batch,)
target = np.array([0.1, 1.3, 1.9, 3.2, 3.9])  # hundreds of degrees   (batch,)
w, b = 0.0, 0.0
lr = 0.10  # knob: 0.01 to 0.15 by 0.01

print("step   loss     w     b  length of the next step")
for step in range(201):
    error = w * x + b - target  # 1. forward pass; the loss is the mean of error squared
    d_w, d_b = 2 * (error * x).mean(), 2 * error.mean()  # 2. gradient of the loss
    if step in (0, 1, 2, 10, 200):
        length = lr * np.hypot(d_w, d_b)
        print(f"{step:4} {(error**2).mean():6.3f} {w:5.2f} {b:5.2f} {length:10.4f}")
    w, b = w - lr * d_w, b - lr * d_b  # 3. step against the gradient
