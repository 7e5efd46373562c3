"""Parameters are learned, buffers are kept, activations and gradients come and go."""

import torch
from torch import nn

model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 2))
x = torch.arange(15.0).reshape(5, 3)  # (batch, d_in)
y = model(x)  # activations   (batch, d_out)
y.retain_grad()  # gradients of activations are discarded unless asked for
y.sum().backward()

rows = [("parameter", *named) for named in model.named_parameters()]
rows += [("buffer", *named) for named in model.named_buffers()]
rows += [("activation", "y", y)]
saved = {tensor.data_ptr() for tensor in model.state_dict().values()}
print("kind        name                   shape   in state_dict  gradient")
for kind, name, tensor in rows:
    shape = str(tuple(tensor.shape))
    gradient = None if tensor.grad is None else tuple(tensor.grad.shape)
    print(f"{kind:11} {name:22} {shape:7} {tensor.data_ptr() in saved!s:14} {gradient}")
