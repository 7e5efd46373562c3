"""Without a bend between them, two layers compute what one layer can."""

import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_in, d_hidden, d_out = 3, 50, 2
first, second = nn.Linear(d_in, d_hidden).double(), nn.Linear(d_hidden, d_out).double()
for p in (*first.parameters(), *second.parameters()):
    p.data = torch.tensor(rng.normal(size=p.shape))
x = torch.tensor([1.0, -2.0, 0.5]).double()  # (d_in,)

h = first(x)  # (d_hidden,)
for name, bent in ("no bend", h), ("ReLU", torch.relu(h)), ("tanh", torch.tanh(h)):
    print(f"two layers, {name:8}", *(f"{v:6.2f}" for v in second(bent)))
W = second.weight @ first.weight  # one layer for both   (d_out, d_in)
b = second.weight @ first.bias + second.bias  # (d_out,)
print("one layer           ", *(f"{v:6.2f}" for v in W @ x + b))
count = sum(p.numel() for p in (*first.parameters(), *second.parameters()))
print(f"parameters: {count} in two layers, {W.numel() + b.numel()} in one")
