"""The same descent from other starts ends in other valleys, or on a level spot."""

import torch


def loss(w):
    return w**4 + 0.3 * w**3 - 2 * w**2


starts = torch.tensor([-2.0, -0.1, 0.0, 0.1, 2.0]).double()
w = starts.clone().requires_grad_()
optimizer = torch.optim.SGD([w], lr=0.02)
for _ in range(300):
    optimizer.zero_grad()
    loss(w).sum().backward()  # five descents at once: none touches another
    optimizer.step()
for start, end in zip(starts, w):
    print(f"from {start:4.1f}: to {end:5.2f}, loss {loss(end):5.2f}")
