"""Each ReLU adds one corner, and enough corners follow any curve, here x squared."""

import torch

x = torch.linspace(0, 1, 801, dtype=torch.float64)  # (batch,)
print("d_hidden  straight pieces  error at most")
for d_hidden in (1, 2, 4, 8, 16):
    corners = torch.arange(d_hidden) / d_hidden  # above it, the neuron is not 0
    h = torch.relu(x[:, None] - corners)  # (batch, d_hidden)
    change = torch.full((d_hidden,), 2 / d_hidden, dtype=h.dtype)  # of the derivative
    change[0] = 1 / d_hidden
    y = h @ change  # (batch,)
    pieces = len(torch.unique((torch.diff(y) * 800).round(decimals=4)))
    print(f"{d_hidden:8} {pieces:16} {abs(y - x**2).max():14.4f}")
