"""The feed-forward layer works on each token alone: no other token's output moves."""

import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
seq_len, d_model, d_ff = 3, 2, 8  # four times as wide inside
up, down = nn.Linear(d_model, d_ff).double(), nn.Linear(d_ff, d_model).double()
with torch.no_grad():
    up.weight.copy_(torch.tensor(rng.normal(size=(d_model, d_ff))).T)
    down.weight.copy_(torch.tensor(rng.normal(size=(d_ff, d_model))).T)
    up.bias.copy_(torch.tensor(rng.normal(size=d_ff)))
    down.bias.copy_(torch.tensor(rng.normal(size=d_model)))
layer = nn.Sequential(up, nn.ReLU(), down)

x = torch.tensor(rng.normal(size=(seq_len, d_model)))
changed = x.clone()
changed[1] = torch.tensor([2.0, -1.0])  # another second token
print("                        token 0        token 1        token 2")
for name, y in (
    ("one token at a time", [layer(token) for token in x]),
    ("all at once", layer(x)),
    ("token 1 changed", layer(changed)),
):
    print(f"{name:20}", *(f" {a:6.2f} {b:6.2f}" for a, b in y))
