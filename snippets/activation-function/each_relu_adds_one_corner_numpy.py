"""Each ReLU adds one corner, and enough corners follow any curve, here x squared."""

import numpy as np

x = np.linspace(0, 1, 801)  # (batch,)
for d_hidden in (1, 2, 4, 8, 16):
    corners = np.arange(d_hidden) / d_hidden  # where each neuron wakes   (d_hidden,)
    h = np.maximum(0, x[:, None] - corners)  # (batch, d_hidden)
    change = np.full(d_hidden, 2 / d_hidden)  # how much steeper from there on
    change[0] = 1 / d_hidden
    y = h @ change  # (batch,)
    print(f"{d_hidden:2} neurons: error at most {abs(y - x**2).max():.4f}")
steepness = (np.diff(y) * 800).round(4)
print("last one:", len(set(steepness)), "straight pieces, first", steepness[0])
