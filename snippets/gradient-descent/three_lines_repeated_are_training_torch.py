"""Gradient, small step against it, again: by hand the same as torch.optim.SGD."""

import torch

x = torch.tensor([0.0, 1.0, 2.0, 3.0, 4.0]).double()  # hours since lighting the oven
target = torch.tensor([0.1, 1.3, 1.9, 3.2, 3.9], dtype=torch.float64)  # (batch,)
w, b = (torch.tensor(0.0, dtype=torch.float64, requires_grad=True) for _ in range(2))
optimizer = torch.optim.SGD([w, b], lr=0.1)

for step in range(201):
    loss = ((w * x + b - target) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()  # the gradient
    if step in (0, 1, 2, 10, 200):
        length = 0.1 * torch.hypot(w.grad, b.grad)
        print(f"step {step:3}: loss {loss:.3f}", end=", ")
        print(f"w {w:.2f}, b {b:5.2f}, next step {length:.4f} long")
    optimizer.step()  # the step against it
