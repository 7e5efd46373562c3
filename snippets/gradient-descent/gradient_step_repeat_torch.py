"""Gradient, small step against it, again: by hand the same as torch.optim.SGD."""

import torch
from torch.nn import functional as F

x = torch.tensor([0.0, 1.0, 2.0, 3.0, 4.0]).double()  # hours since lighting the oven
target = torch.tensor([0.1, 1.3, 1.9, 3.2, 3.9], dtype=torch.float64)  # (batch,)
w, b = (torch.tensor(0.0, dtype=torch.float64, requires_grad=True) for _ in range(2))
lr = 0.1
optimizer = torch.optim.SGD([w, b], lr=lr)

print("step   loss     w     b  length of the next step")
for step in range(201):
    loss = F.mse_loss(w * x + b, target)  # 1. forward pass
    optimizer.zero_grad()
    loss.backward()  # 2. gradient of the loss
    if step in (0, 1, 2, 10, 200):
        length = lr * torch.hypot(w.grad, b.grad)
        print(f"{step:4} {loss:6.3f} {w:5.2f} {b:5.2f} {length:10.4f}")
    optimizer.step()  # 3. step against the gradient
