"""With noisy gradients a constant rate keeps trembling; one that falls settles."""

import numpy as np
import torch
from torch.optim.lr_scheduler import LambdaLR

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
steps, runs = 400, 2000  # many runs at once, so that chance averages out
noise = torch.tensor(rng.normal(size=(steps, runs)))
shares = {  # of the highest rate, by how much of the training is done
    "constant": lambda done: 1.0,
    "constant, 30 times smaller": lambda done: 1 / 30,
    "cosine to a tenth": lambda d: 0.1 + 0.9 * (1 + np.cos(np.pi * d)) / 2,
    "cosine planned for 800 steps": lambda d: (1 + np.cos(np.pi * d / 2)) / 2,
    "cosine to 0": lambda done: (1 + np.cos(np.pi * done)) / 2,
    "straight to 0": lambda done: 1 - done,
    "stable, then 20% decay to 0": lambda done: min(1, (1 - done) / 0.2),
}
print("schedule                      loss after 20 steps  after 400")
for name, share in shares.items():
    w, losses = torch.full((runs,), 5.0, dtype=torch.float64), []
    optimizer = torch.optim.SGD([w], lr=0.3)
    schedule = LambdaLR(optimizer, lambda step, share=share: share(step / steps))
    for step in range(steps):
        w.grad = w + noise[step]  # derivative of w**2 / 2, and noise
        optimizer.step()
        schedule.step()
        losses.append((w**2).mean() / 2)
    print(f"{name:29} {losses[19]:19.2f} {losses[-1]:10.4f}")
