"""Parameters are learned, buffers are kept, activations and gradients come and go."""

import torch
from torch import nn

model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 2))
x = torch.arange(15.0).reshape(5, 3)  # (batch, d_in)
y = model(x)  # activations   (batch, d_out)
y.sum().backward()

for name, p in model.named_parameters():
    print(f"parameter   {name:14} {tuple(p.shape)}, gradient {tuple(p.grad.shape)}")
for name, buffer in model.named_buffers():
    print(f"buffer      {name:22} {tuple(buffer.shape)}")
print(f"activations y {tuple(y.shape)}, saved: {'y' in model.state_dict()}")
print("saved:", len(model.state_dict()), "tensors")
