"""A ReLU that is zero for every input gets no gradient; a leaky ReLU gets some."""

import torch
from torch import nn

x = torch.tensor([[1.0, 0.5], [0.3, 2.0], [1.5, 1.0]], dtype=torch.float64)
target = torch.tensor([1.0, 2.0, 2.0], dtype=x.dtype)  # (batch,)

print("activation        bias at step 0   at 50  at 1000  loss at 1000")
for activation in (nn.ReLU(), nn.LeakyReLU(0.01), nn.LeakyReLU(0.1)):
    leak = getattr(activation, "negative_slope", None)
    layer, biases = nn.Linear(2, 1).double(), []
    with torch.no_grad():  # as after a step that was too long
        layer.weight.fill_(0.5)
        layer.bias.fill_(-4.0)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.2)
    for step in range(1001):
        loss = ((activation(layer(x))[:, 0] - target) ** 2).mean()
        if step in (0, 50, 1000):
            biases.append(layer.bias.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    name = f"leaky ReLU, {leak}" if leak else "ReLU"
    print(f"{name:16} {biases[0]:15.2f} {biases[1]:7.2f} {biases[2]:8.2f}", end="")
    print(f"{loss.item():14.2f}")
