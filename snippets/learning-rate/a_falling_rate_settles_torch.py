"""With noisy gradients a constant rate keeps trembling; a falling one settles."""

import numpy as np
import torch
from torch.optim.lr_scheduler import ConstantLR, CosineAnnealingLR

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
steps, runs = 400, 2000  # many runs at once, so that chance averages out
noise = torch.tensor(rng.normal(size=(steps, runs)))

for name, lr in (
    ("constant 0.3", 0.3),
    ("constant 0.01", 0.01),
    ("cosine from 0.3", 0.3),
):
    w = torch.full((runs,), 5.0, dtype=torch.float64)
    optimizer = torch.optim.SGD([w], lr=lr)
    schedule = ConstantLR(optimizer, factor=1)
    if "cosine" in name:
        schedule = CosineAnnealingLR(optimizer, steps)
    for step in range(steps):
        w.grad = w + noise[step]  # slope of w w / 2, and noise
        optimizer.step()
        schedule.step()
        if step == 19:
            early = (w**2).mean() / 2
    late = (w**2).mean() / 2
    print(f"{name:15}: loss {early:.2f} after 20 steps, {late:.3f} at the end")
