"""Two linear layers compute what one can, unless a nonlinear function is between."""

import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_in, d_hidden, d_out = 3, 50, 2
first, second = nn.Linear(d_in, d_hidden).double(), nn.Linear(d_hidden, d_out).double()
with torch.no_grad():
    for p in (*first.parameters(), *second.parameters()):
        p.copy_(torch.tensor(rng.normal(size=p.shape)))
    W = second.weight @ first.weight  # one layer for both   (d_out, d_in)
    b = second.weight @ first.bias + second.bias  # (d_out,)
x = torch.tensor(rng.normal(size=(100, d_in)))  # (batch, d_in)

one_layer = nn.functional.linear(x, W, b)  # (batch, d_out)
print("between the layers  largest difference from one layer")
for name, activation in {
    "nothing": nn.Identity(),
    "ReLU": nn.ReLU(),
    "tanh": nn.Tanh(),
    "SiLU": nn.SiLU(),
}.items():
    two_layers = nn.Sequential(first, activation, second)(x)  # (batch, d_out)
    print(f"{name:18} {abs(two_layers - one_layer).max():34.0f}")
count = sum(p.numel() for p in (*first.parameters(), *second.parameters()))
print(f"parameters: {count} in two layers, {W.numel() + b.numel()} in one")
