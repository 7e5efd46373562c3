"""GELU dips below zero and rises again: a larger sum can give a smaller output."""

import torch
from torch.nn import functional as F

z = torch.tensor([-3.0, -0.75, -0.1, 0.0, 1.0, 3.0])  # (batch,)
relu, gelu = F.relu(z), F.gelu(z)
for name, y in ("sum", z), ("ReLU", relu), ("tanh", torch.tanh(z)), ("GELU", gelu):
    print(f"{name:5}", *(f"{value:7.3f}" for value in y), end="")
    print("  rising:", bool((torch.diff(y) >= 0).all()))
