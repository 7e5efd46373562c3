"""A linear layer is neurons side by side, and it treats each token alone."""

import numpy as np

W = np.array([[3.0, -0.5, 5.0], [2.5, -0.25, 6.0]])  # a row a neuron   (d_out, d_in)
b = np.array([2.0, 0.0])  # biases   (d_out,)
x = np.array([[[2.0, 4, 1], [0, 0, 1]], [[1, 2, 0], [2, 4, 1]]])  # (batch, time, d_in)

y = x @ W.T + b  # all at once   (batch, time, d_out)
print(f"{x.shape} becomes {y.shape} with {W.size + b.size} parameters")
for i in range(2):
    for t in range(2):
        first, second = (W[n] @ x[i, t] + b[n] for n in range(2))  # one by one
        print(f"text {i}, token {t}: {first:.1f} and {second:.1f}, layer {y[i, t]}")
