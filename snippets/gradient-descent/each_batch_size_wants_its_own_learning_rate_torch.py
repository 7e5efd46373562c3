"""Which batch size does best after 1,000 examples is decided by the learning rate."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
x = torch.tensor(rng.normal(size=(1000, 5)))  # (examples, d_in)
true = torch.tensor([3.0, -2.0, 1.0, 0.5, -1.0]).double()
target = x @ true + 0.1 * torch.tensor(rng.normal(size=1000))
rates = (0.005, 0.05, 0.3)

print("             loss on all examples, at a learning rate of")
print("batch  steps", *(f"{lr:9}" for lr in rates))
for size in (1000, 100, 10, 1):
    shown = []
    for lr in rates:
        w = torch.zeros(5, dtype=torch.float64, requires_grad=True)
        optimizer = torch.optim.SGD([w], lr=lr)
        for rows in torch.arange(1000).split(size):  # one pass over all examples
            optimizer.zero_grad()
            F.mse_loss(x[rows] @ w, target[rows]).backward()
            optimizer.step()
        loss = F.mse_loss(x @ w, target)
        shown.append(f"{loss:9.4f}" if loss < 100 else " diverged")
    print(f"{size:5} {1000 // size:6}", *shown)
