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


print("held in     tensors  numbers  trains  moved by model.to")
for holder in (list, nn.ModuleList):
    model = Model(holder)
    parameters = list(model.parameters())
    before = model.layers[0].weight.clone()
    optimizer = torch.optim.SGD(parameters, lr=0.1)
    model(torch.eye(3)).sum().backward()
    optimizer.step()
    trains = not torch.equal(before, model.layers[0].weight)
    moved = model.to("meta").layers[0].weight.is_meta  # "cuda" for a GPU
    count = sum(p.numel() for p in parameters)
    print(f"{holder.__name__:10} {len(parameters):8} {count:8}  {trains!s:6}  {moved}")
