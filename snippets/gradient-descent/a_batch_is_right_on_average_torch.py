"""The gradient of a batch is off by chance and right on average."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
x = torch.tensor(rng.normal(size=8192))
target = 3 * x + torch.tensor(rng.normal(size=8192))  # a slope of 3, and noise
w = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)


def gradient(rows):
    return torch.autograd.grad(F.mse_loss(w * x[rows], target[rows]), w)[0]


print("batches    of   mean gradient  standard deviation  the first")
for size in (8192, 128, 32, 8):
    batches = torch.tensor(rng.permutation(8192)).reshape(-1, size)
    found = torch.stack([gradient(rows) for rows in batches])
    print(f"{len(found):7} {size:5} {found.mean():12.3f}", end="")
    print(f" {found.std(correction=0):17.2f} {found[0]:13.2f}")
