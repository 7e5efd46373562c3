"""Models can differ in every parameter and give the same output for every input."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_hidden, d_out = 8, 2
x = torch.tensor(rng.normal(size=(100, 3)))  # (batch, d_in)
W1 = torch.tensor(rng.normal(size=(d_hidden, 3)))
b1 = torch.tensor(rng.normal(size=d_hidden))
W2 = torch.tensor(rng.normal(size=(d_out, d_hidden)))
times = torch.tensor(np.exp(rng.normal(size=d_hidden)))  # made larger or smaller
permuted = [W1.roll(1, dims=0), b1.roll(1), W2.roll(1, dims=1)]
models = {
    "neurons permuted": permuted,
    "neurons scaled": (W1 * times[:, None], b1 * times, W2 / times),
    "average of both": [(a + b) / 2 for a, b in zip((W1, b1, W2), permuted)],
}


def output(activation, W1, b1, W2):
    return F.linear(activation(F.linear(x, W1, b1)), W2)  # (batch, d_out)


first = {f: output(f, W1, b1, W2) for f in (F.relu, F.gelu)}
print("model             ReLU   GELU")
for name, model in models.items():
    same = [torch.allclose(output(f, *model), first[f]) for f in first]
    print(f"{name:17} {same[0]!s:6} {same[1]}")
