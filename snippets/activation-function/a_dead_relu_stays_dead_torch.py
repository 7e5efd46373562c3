"""A ReLU whose sum is below zero for every input learns nothing; a leaky one does."""

import torch
from torch import nn

x = torch.tensor([[1.0, 0.5], [0.3, 2.0], [1.5, 1.0]], dtype=torch.float64)
target = torch.tensor([1.0, 2.0, 2.0], dtype=x.dtype)  # (batch,)

for name, bend in ("ReLU", nn.ReLU()), ("leaky ReLU", nn.LeakyReLU(0.1)):
    layer = nn.Linear(2, 1).double()
    start = {"weight": torch.tensor([[0.5, 0.5]]), "bias": torch.tensor([-4.0])}
    layer.load_state_dict(start)  # as after one step that was too large
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.05)
    for step in range(2001):
        loss = ((bend(layer(x))[:, 0] - target) ** 2).mean()
        if step in (0, 100, 2000):
            b = layer.bias.item()
            print(f"{name:10} step {step:4}: loss {loss:.3f}, bias {b:.2f}")
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
