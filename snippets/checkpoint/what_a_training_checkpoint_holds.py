"""With Adam a training checkpoint holds two more numbers for each weight."""

import torch
from torch import nn

model = nn.Linear(100, 50)
optimizer = torch.optim.AdamW(model.parameters())
model(torch.ones(4, 100)).sum().backward()
optimizer.step()


def bytes_of(tensors):
    return sum(t.numel() * t.element_size() for t in tensors)


weights = bytes_of(model.state_dict().values())
averages = bytes_of(
    t for s in optimizer.state_dict()["state"].values() for t in s.values() if t.dim()
)
print(f"weights {weights:,} bytes, running averages {averages:,}")
whole = (weights + averages) / weights
for name, count in ("GPT-2 small", 124_439_808), ("7 billion", 7e9):
    print(f"{name:11} in fp32: {count * 4 / 1e9:5.2f} GB", end=", ")
    print(f"to train on {count * 4 * whole / 1e9:5.2f} GB")
