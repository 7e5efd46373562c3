"""Two neurons with a bend and a third behind them make XOR."""

import numpy as np

x = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])  # (batch, d_in)
W1 = np.array([[1.0, 1.0], [1.0, 1.0]])  # two neurons   (d_hidden, d_in)
b1 = np.array([0.0, -1.0])
W2 = np.array([[1.0, -2.0]])  # the third   (d_out, d_hidden)

h = np.maximum(0, x @ W1.T + b1)  # the bend: nothing below zero   (batch, d_hidden)
y = h @ W2.T  # (batch, d_out)
for row in range(4):
    print(f"{x[row]} -> {h[row]} -> {y[row]}")
