"""Micro-batches add up to the gradient of a large batch if weighted by tokens."""

import numpy as np
import torch
from torch.nn.functional import mse_loss

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_in, sizes = 3, (2, 7, 1)  # texts of unequal length, in tokens
texts = [[torch.tensor(rng.normal(size=s)) for s in ((n, d_in), n)] for n in sizes]
w = torch.tensor([0.5, -1.0, 2.0], dtype=torch.float64, requires_grad=True)  # (d_in,)


def accumulate(batches, shares):
    w.grad = None
    for (x, y), share in zip(batches, shares):
        (share * mse_loss(x @ w, y)).backward()  # adds to what w.grad holds
    return w.grad


large = accumulate([[torch.cat(parts) for parts in zip(*texts)]], [1])
ways = {
    "weighted by tokens": [n / sum(sizes) for n in sizes],
    "each text alike": [1 / len(sizes) for _ in sizes],
    "only added up": [1 for _ in sizes],
}
gradients = {name: accumulate(texts, shares) for name, shares in ways.items()}
print("micro-batches       gradient              as the large batch")
for name, g in ({"one large batch": large} | gradients).items():
    print(f"{name:18}", *(f"{v:6.2f}" for v in g), f"  {torch.allclose(g, large)}")
