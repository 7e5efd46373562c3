"""Additions keep the gradient from vanishing, and not from growing."""

import torch
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
d_model, n_layers = 16, 50
weights = torch.randn(n_layers, d_model, d_model, generator=g, dtype=torch.float64)
start = torch.randn(8, d_model, generator=g, dtype=torch.float64)  # (batch, d_model)

print("std of weights  layers                  gradient: first layer, last layer")
for std in (0.1, 0.25, 1.0):
    for name in ("without additions", "added", "normed, then added"):
        matrices = (std * weights).requires_grad_()
        x = start
        for W in matrices:
            h = F.layer_norm(x, [d_model]) if name.startswith("normed") else x
            change = torch.tanh(h @ W)
            x = change if name.startswith("without") else x + change
        x.square().mean().backward()
        first, *_, last = matrices.grad.norm(dim=(1, 2))
        print(f"{std:14}  {name:20} {first:24.0e} {last:11.0e}")
