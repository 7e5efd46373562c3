"""Two neurons with a ReLU and a third behind them make XOR."""

import torch
from torch import nn

x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])  # (batch, d_in)
model = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1, bias=False))
first, relu, third = model
with torch.no_grad():
    first.weight.copy_(torch.tensor([[1.0, 1.0], [1.0, 1.0]]))  # (d_hidden, d_in)
    first.bias.copy_(torch.tensor([0.0, -1.0]))  # (d_hidden,)
    third.weight.copy_(torch.tensor([[1.0, -2.0]]))  # (d_out, d_hidden)
    h = relu(first(x))  # (batch, d_hidden)
    y = model(x)  # (batch, d_out)
    without = third(first(x))  # the same without ReLU
print("input  first  second  third  without ReLU")
for row in range(4):
    print(
        f"{x[row, 0]:2.0f} {x[row, 1]:2.0f} {h[row, 0]:6.0f} {h[row, 1]:7.0f}", end=""
    )
    print(f"{y[row, 0]:7.0f} {without[row, 0]:13.0f}")
