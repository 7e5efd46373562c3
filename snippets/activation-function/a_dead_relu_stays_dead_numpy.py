"""A ReLU that is zero for every input gets no gradient; a leaky ReLU gets some."""

import numpy as np

x = np.array([[1.0, 0.5], [0.3, 2.0], [1.5, 1.0]])  # (batch, d_in)
target, lr = np.array([1.0, 2.0, 2.0]), 0.2  # (batch,)

print("activation        bias at step 0   at 50  at 1000  loss at 1000")
for name, leak in {
    "ReLU": 0.0,
    "leaky ReLU, 0.01": 0.01,
    "leaky ReLU, 0.1": 0.1,
}.items():
    w, b, biases = np.array([0.5, 0.5]), -4.0, []  # as after a step that was too long
    for step in range(1001):
        z = x @ w + b  # below zero for all three   (batch,)
        error = np.where(z > 0, z, leak * z) - target
        if step in (0, 50, 1000):
            biases.append(b)
        dz = 2 * error * np.where(z > 0, 1, leak) / len(x)  # by the chain rule
        w, b = w - lr * dz @ x, b - lr * dz.sum()
    print(f"{name:16} {biases[0]:15.2f} {biases[1]:7.2f} {biases[2]:8.2f}", end="")
    print(f"{(error**2).mean():14.2f}")
