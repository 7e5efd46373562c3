"""A neuron finds the prices of a receipt from receipts, step by step."""

import numpy as np

x = np.array([[2.0, 4.0, 1.0], [1.0, 0.0, 2.0], [0.0, 2.0, 1.0], [3.0, 1.0, 0.0]])
y = x @ np.array([3.0, -0.5, 5.0]) + 2  # what the receipts say   (batch,)
w, b = np.zeros(3), 0.0  # the neuron knows nothing yet
lr = 0.05  # knob: 0.01 to 0.10 by 0.01

print(" step  squared error  weights                bias")
for step in range(1001):
    error = x @ w + b - y  # too much or too little, for each receipt   (batch,)
    if step in (0, 1, 100, 1000):
        shown = "".join(f"{value:7.2f}" for value in w)
        print(f"{step:5} {(error**2).mean():14.2f}{shown} {b:10.2f}")
    w = w - lr * 2 * (error[:, None] * x).mean(axis=0)  # against the gradient
    b = b - lr * 2 * error.mean()
