"""Models can differ in every parameter and give the same output for every input."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_hidden, d_out = 8, 2
x = torch.tensor(rng.normal(size=(100, 3)))  # (batch, d_in)
gate, up = torch.tensor(rng.normal(size=(2, d_hidden, 3)))  # only SwiGLU has a gate
down = torch.tensor(rng.normal(size=(d_out, d_hidden)))
permuted = [gate.roll(1, dims=0), up.roll(1, dims=0), down.roll(1, dims=1)]
times = torch.tensor(np.exp(rng.normal(size=d_hidden)))  # made larger or smaller
models = {
    "neurons permuted": permuted,
    "neurons scaled": (gate, up * times[:, None], down / times),
    "average of both": [(a + b) / 2 for a, b in zip((gate, up, down), permuted)],
}


def outputs(gate, up, down):  # of ReLU, GELU and SwiGLU
    z, g = F.linear(x, up), F.linear(x, gate)  # (batch, d_hidden) each
    return [F.linear(h, down) for h in (F.relu(z), F.gelu(z), F.silu(g) * z)]


first = outputs(gate, up, down)
print("model             ReLU   GELU   SwiGLU")
for name, model in models.items():
    off = [(a - b).abs().mean() for a, b in zip(outputs(*model), first)]
    print(f"{name:17} {off[0]:.2f}   {off[1]:.2f}   {off[2]:.2f}")
