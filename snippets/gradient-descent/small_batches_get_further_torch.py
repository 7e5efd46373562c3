"""For the same reading, many rough steps get further than a few exact ones."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
x = torch.tensor(rng.normal(size=(1000, 5)))  # (examples, d_in)
true = torch.tensor([3.0, -2.0, 1.0, 0.5, -1.0]).double()
target = x @ true + 0.1 * torch.tensor(rng.normal(size=1000))

for size in (1000, 100, 10):
    w, steps = torch.zeros(5, dtype=torch.float64, requires_grad=True), 0
    optimizer = torch.optim.SGD([w], lr=0.05)
    for rows in torch.arange(1000).split(size):  # one pass over all examples
        optimizer.zero_grad()
        ((x[rows] @ w - target[rows]) ** 2).mean().backward()
        optimizer.step()
        steps += 1
    loss = ((x @ w - target) ** 2).mean()
    print(f"batches of {size:4}: {steps:3} steps, loss on all examples {loss:.3f}")
