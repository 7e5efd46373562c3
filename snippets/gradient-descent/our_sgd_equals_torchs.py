"""SGD with momentum and weight decay in two lines, equal to torch.optim.SGD."""

import torch

g = torch.Generator().manual_seed(0)
lr, momentum, weight_decay = 0.1, 0.9, 0.01
start = torch.randn(3, 2, generator=g, dtype=torch.float64)
gradients = torch.randn(20, 3, 2, generator=g, dtype=torch.float64)  # one for each step

ours, velocity = start.clone(), torch.zeros_like(start)
theirs = start.clone().requires_grad_()
optimizer = torch.optim.SGD(
    [theirs], lr=lr, momentum=momentum, weight_decay=weight_decay
)
for gradient in gradients:
    velocity = momentum * velocity + gradient + weight_decay * ours
    ours = ours - lr * velocity

    theirs.grad = gradient.clone()
    optimizer.step()
print("ours moved by  ", *(f"{x:.2f}" for x in (ours - start).ravel()))
print("theirs moved by", *(f"{x:.2f}" for x in (theirs - start).ravel()))
print("same to 12 digits:", bool((abs(ours / theirs - 1) < 1e-12).all()))
