"""Four times the batch, four times the arithmetic, half the noise of the gradient."""

import numpy as np
import torch

spread = 1.0  # of what x does not explain in y
rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
x = torch.tensor(rng.normal(size=(10_000, 5)))  # (examples, d_in)
y = x @ torch.ones(5).double() + spread * torch.tensor(rng.normal(size=10_000))
w = torch.zeros(5).double()  # (d_in,)
each = 2 * x * (x @ w - y)[:, None]  # a gradient for each example   (examples, d_in)
full = each.mean(dim=0)

print("batch  distance from the full gradient  pointing downhill")
for batch in (1, 4, 16, 64, 256):
    rows = torch.tensor(rng.integers(10_000, size=(2000, batch)))  # 2000 batches
    gradients = each[rows].mean(dim=1)  # (2000, d_in)
    noise = ((gradients - full) ** 2).sum(dim=1).mean().sqrt()  # root mean square
    distance = noise / full.norm()
    downhill = (gradients @ full > 0).double().mean()
    print(f"{batch:5} {distance:18.2f} of its length {downhill:18.0%}")
