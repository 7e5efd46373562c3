"""Near a saddle point descent is slow; only exactly on its ridge does it stay."""

import torch


def loss(u, v):  # falls to 0 in u; in v it has a ridge at 0, and minima at -1 and 1
    return u**2 + (v**2 - 1) ** 2


starts, lr = torch.tensor([0.0, 1e-8, 1e-4, 0.1], dtype=torch.float64), 0.05
u, v = torch.ones_like(starts).requires_grad_(), starts.clone().requires_grad_()
optimizer = torch.optim.SGD([u, v], lr=lr)
shown = {}
for step in range(201):
    optimizer.zero_grad()
    losses = loss(u, v)  # of four descents at once
    losses.sum().backward()
    if step in (0, 20, 50, 100, 200):
        shown[step] = losses.detach()
    optimizer.step()

print("start v   loss after", *(f"{step:4}" for step in shown), "steps")
for i, start in enumerate(starts):
    print(
        f"{start:7.0e}            ", *(f"{losses[i]:4.2f}" for losses in shown.values())
    )
