"""The same descent from five starts, and where each of them ends."""

import torch


def loss(w):
    return w**4 + 0.3 * w**3 - 2 * w**2


starts, lr = torch.tensor([-2.0, -0.1, 0.0, 0.1, 2.0]).double(), 0.02
w = starts.clone().requires_grad_()
optimizer = torch.optim.SGD([w], lr=lr)
for _ in range(300):
    optimizer.zero_grad()
    loss(w).sum().backward()  # five descents at once: none touches another
    optimizer.step()
print("start    end   loss")
for start, end in zip(starts, w):
    print(f"{start:5.1f} {end:6.2f} {loss(end):6.2f}")
