"""Tying is one parameter under two names; a copy is two that training drives apart."""

import torch
from torch import nn
from torch.nn import functional as F

table = torch.arange(24.0).sin().view(6, 4)  # (vocab_size, d_model)
for how in "tied", "copied":
    model = nn.Sequential(nn.Embedding(6, 4), nn.Linear(4, 6, bias=False))
    embedding, head = model
    embedding.weight.data.copy_(table)
    if how == "tied":
        head.weight = embedding.weight
    else:
        head.weight.data.copy_(embedding.weight.data)
    print(f"{how}: {sum(p.numel() for p in model.parameters())} parameters")

    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    F.cross_entropy(model(torch.tensor([1, 2])), torch.tensor([2, 1])).backward()
    optimizer.step()
    for name, weight in ("in", embedding.weight), ("out", head.weight):
        print(f"  number 0 of row 1, {name:3}: {table[1, 0]:.2f} -> {weight[1, 0]:.2f}")
