"""AdamW keeps two more numbers for each parameter, in memory and in a checkpoint."""

import torch
from torch import nn

model = nn.Sequential(nn.Linear(20, 50), nn.Linear(50, 10))
parameters = sum(p.numel() for p in model.parameters())
for make in (torch.optim.SGD, torch.optim.AdamW):
    optimizer = make(model.parameters())
    model(torch.ones(20)).sum().backward()
    optimizer.step()  # the averages are made at the first step
    kept = [v for s in optimizer.state_dict()["state"].values() for v in s.values()]
    numbers = sum(v.numel() for v in kept if v is not None and v.dim() > 0)
    print(f"{make.__name__:5}: {parameters} parameters, {numbers} numbers kept")

smollm2 = 134_515_008
print(f"SmolLM2-135M, at 4 bytes: {smollm2 * 2 * 4 / 1e9:.2f} GB for the two averages")
