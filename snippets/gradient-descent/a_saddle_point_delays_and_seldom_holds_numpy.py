"""Near a saddle point descent is slow; only exactly on its ridge does it stay."""

import numpy as np


def loss(u, v):  # falls to 0 in u; in v it has a ridge at 0, and minima at -1 and 1
    return u**2 + (v**2 - 1) ** 2


starts, lr = np.array([0.0, 1e-8, 1e-4, 0.1]), 0.05
u, v = np.ones(4), starts.copy()  # four descents at once
shown = {}
for step in range(201):
    if step in (0, 20, 50, 100, 200):
        shown[step] = loss(u, v)
    u, v = u - lr * 2 * u, v - lr * 4 * v * (v**2 - 1)

print("start v   loss after", *(f"{step:4}" for step in shown), "steps")
for i, start in enumerate(starts):
    print(
        f"{start:7.0e}            ", *(f"{losses[i]:4.2f}" for losses in shown.values())
    )
