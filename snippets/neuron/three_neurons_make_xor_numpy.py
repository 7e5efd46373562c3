"""Two neurons with a ReLU and a third behind them make XOR."""

import numpy as np

x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])  # (batch, d_in)
W1 = np.array([[1.0, 1.0], [1.0, 1.0]])  # two neurons   (d_hidden, d_in)
b1 = np.array([0.0, -1.0])  # (d_hidden,)
W2 = np.array([[1.0, -2.0]])  # the third   (d_out, d_hidden)

h = np.maximum(0, x @ W1.T + b1)  # (batch, d_hidden)
y = h @ W2.T  # (batch, d_out)
without = (x @ W1.T + b1) @ W2.T  # the same without ReLU
print("input  first  second  third  without ReLU")
for row in range(4):
    print(
        f"{x[row, 0]:2.0f} {x[row, 1]:2.0f} {h[row, 0]:6.0f} {h[row, 1]:7.0f}", end=""
    )
    print(f"{y[row, 0]:7.0f} {without[row, 0]:13.0f}")
