"""The bytes that a model takes in use, and those it takes to go on training."""

import torch
from torch import nn

model = nn.Linear(100, 50)
optimizer = torch.optim.AdamW(model.parameters())
model(torch.ones(4, 100)).sum().backward()
optimizer.step()


def bytes_of(tensors):
    return sum(t.numel() * t.element_size() for t in tensors)


count = sum(p.numel() for p in model.parameters())
weights = bytes_of(model.state_dict().values()) // count
states = optimizer.state_dict()["state"].values()
moments = bytes_of(t for s in states for t in s.values() if t.dim()) // count
print(f"bytes a parameter in fp32: {weights} for the weights, {moments} for AdamW")
print("model          parameters  use in bf16  train in fp32  train in bf16 and fp32")
for name, count in (("GPT-2 small", 124_439_808), ("Llama 3.1 8B", 8_030_261_248)):
    use, fp32 = 2 * count / 1e9, (weights + moments) * count / 1e9
    print(f"{name:12} {count:13,} {use:9.2f} GB {fp32:11.2f} GB {use + fp32:20.2f} GB")
