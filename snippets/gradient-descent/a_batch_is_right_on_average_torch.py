"""The gradient of a batch is off by chance and right on average."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
x = torch.tensor(rng.normal(size=8192))
target = 3 * x + torch.tensor(rng.normal(size=8192))  # a slope of 3, and noise
w = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)


def gradient(rows):
    loss = ((w * x[rows] - target[rows]) ** 2).mean()
    return torch.autograd.grad(loss, w)[0]


full = gradient(torch.arange(8192))
print(f"all 8,192 examples: {full:.3f}")
for size in (8, 32, 128):
    batches = torch.tensor(rng.permutation(8192)).reshape(-1, size)
    found = torch.stack([gradient(rows) for rows in batches])
    print(f"{len(found):4} batches of {size:3}: mean {found.mean():.3f}", end=", ")
    print(f"off by about {found.std(correction=0):.2f}, first {found[0]:.2f}")
