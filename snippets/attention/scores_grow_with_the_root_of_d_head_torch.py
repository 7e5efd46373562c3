"""Undivided scores grow with the root of d_head, until one token takes everything."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
time = 16
print("d_head  size of scores  top weight   divided: size  top weight")
for d_head in (16, 64, 256, 1024):
    q = torch.tensor(rng.normal(size=(500, 1, d_head)))  # (cases, 1, d_head)
    k = torch.tensor(rng.normal(size=(500, time, d_head)))  # (cases, time, d_head)
    row = f"{d_head:6}"
    for divisor in (1, d_head**0.5):
        scores = (q * k).sum(dim=2) / divisor  # (cases, time)
        top = scores.softmax(dim=1).amax(dim=1).mean()
        row += f"{scores.std():16.1f}{top:12.2f}"
    print(row)
