"""Layers in a plain Python list are not among a model's parameters and never train."""

import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, holder):
        super().__init__()
        self.layers = holder([nn.Linear(3, 4), nn.Linear(4, 3)])
        self.last = nn.Linear(3, 1)

    def forward(self, x):  # (batch, d_in) -> (batch, 1)
        for layer in self.layers:
            x = torch.tanh(layer(x))
        return self.last(x)


for holder in (list, nn.ModuleList):
    model = Model(holder)
    parameters = list(model.parameters())
    before = model.layers[0].weight.clone()
    optimizer = torch.optim.SGD(parameters)
    model(torch.eye(3)).sum().backward()
    optimizer.step()
    numbers = sum(p.numel() for p in parameters)
    print(f"{holder.__name__:10} {len(parameters)} tables, {numbers} numbers", end=", ")
    print("first layer trains:", (before != model.layers[0].weight).any().item())
