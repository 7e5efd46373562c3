"""The training loss falls to the end; the held-out loss turns and rises."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_in, lr = 60, 0.05
true = np.concatenate([np.ones(5), np.zeros(d_in - 5)])  # five inputs matter
x, x_new = (torch.tensor(rng.normal(size=(n, d_in))) for n in (50, 2000))
y = x @ torch.tensor(true) + 2 * torch.tensor(rng.normal(size=50))  # (examples,)
y_new = x_new @ torch.tensor(true) + 2 * torch.tensor(rng.normal(size=2000))

w, best = torch.zeros_like(x[0], requires_grad=True), (float("inf"), 0)
optimizer = torch.optim.SGD([w], lr=lr)
print("step  training loss  held-out loss")
for step in range(2001):
    seen, new = ((x @ w - y) ** 2).mean(), ((x_new @ w - y_new) ** 2).mean()
    best = min(best, (new.item(), step))
    if step in (0, 10, 30, 100, 300, 2000):
        print(f"{step:4} {seen:14.2f} {new:14.2f}")
    optimizer.zero_grad()
    seen.backward()
    optimizer.step()
print(f"lowest held-out loss: {best[0]:.2f} at step {best[1]}")
