"""Two neurons with a bend and a third behind them make XOR."""

import torch
from torch import nn

x = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]])  # (batch, d_in)
first, third = nn.Linear(2, 2), nn.Linear(2, 1, bias=False)
W1 = torch.tensor([[1.0, 1.0], [1.0, 1.0]])  # two neurons   (d_hidden, d_in)
first.load_state_dict({"weight": W1, "bias": torch.tensor([0.0, -1.0])})
third.load_state_dict({"weight": torch.tensor([[1.0, -2.0]])})  # (d_out, d_hidden)

with torch.no_grad():
    h = torch.relu(first(x))  # the bend: nothing below zero   (batch, d_hidden)
    y = third(h)  # (batch, d_out)
for row in range(4):
    print(f"{x[row].numpy()} -> {h[row].numpy()} -> {y[row].numpy()}")
