"""Each ReLU adds one corner, and enough corners follow any curve, here x squared."""

import torch

x = torch.linspace(0, 1, 801, dtype=torch.float64)  # (batch,)
for d_hidden in (1, 2, 4, 8, 16):
    corners = torch.arange(d_hidden) / d_hidden  # where each neuron wakes
    h = torch.relu(x[:, None] - corners)  # (batch, d_hidden)
    change = torch.full((d_hidden,), 2 / d_hidden, dtype=h.dtype)  # how much steeper
    change[0] = 1 / d_hidden
    y = h @ change  # (batch,)
    print(f"{d_hidden:2} neurons: error at most {abs(y - x**2).max():.4f}")
steepness = (torch.diff(y) * 800).numpy().round(4)
print("last one:", len(set(steepness)), "straight pieces, first", steepness[0])
