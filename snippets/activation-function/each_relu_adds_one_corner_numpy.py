"""Each ReLU adds one corner, and enough corners follow any curve, here x squared."""

import numpy as np

x = np.linspace(0, 1, 801)  # (batch,)
print("d_hidden  straight pieces  error at most")
for d_hidden in (1, 2, 4, 8, 16):
    corners = np.arange(d_hidden) / d_hidden  # above it, the neuron is not 0
    h = np.maximum(0, x[:, None] - corners)  # (batch, d_hidden)
    change = np.full(d_hidden, 2 / d_hidden)  # of the derivative, at each corner
    change[0] = 1 / d_hidden
    y = h @ change  # (batch,)
    pieces = len(set((np.diff(y) * 800).round(4)))
    print(f"{d_hidden:8} {pieces:16} {abs(y - x**2).max():14.4f}")
