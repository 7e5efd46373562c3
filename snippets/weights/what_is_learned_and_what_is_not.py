"""Parameters are learned, buffers are kept, activations and gradients come and go."""

import torch
from torch import nn

model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 2))
x = torch.arange(15.0).reshape(5, 3)  # (batch, d_in)
y = model(x)  # activations   (batch, d_out)
y.sum().backward()

saved = model.state_dict()
print("kind        name                   shape   saved  gradient")
for name, p in model.named_parameters():
    shape, gradient = str(tuple(p.shape)), tuple(p.grad.shape)
    print(f"parameter   {name:22} {shape:7} {name in saved!s:6} {gradient}")
for name, buffer in model.named_buffers():
    shape = str(tuple(buffer.shape))
    print(f"buffer      {name:22} {shape:7} {name in saved!s:6} none")
print(f"activation  y                      {tuple(y.shape)}  {'y' in saved!s:6} none")
