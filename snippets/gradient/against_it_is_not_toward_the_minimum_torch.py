"""A step against the gradient is not aimed at the minimum; too long a one climbs."""

import torch

steep = 10


def loss(w):
    return w[0] ** 2 + steep * w[1] ** 2  # least at (0, 0)


w = torch.tensor([4.0, 1.0], dtype=torch.float64, requires_grad=True)
(gradient,) = torch.autograd.grad(loss(w), w)
cosine = torch.cosine_similarity(gradient, w, dim=0)
print("from the step to the direction of the minimum:", end=" ")
print(f"{cosine.acos().rad2deg():.0f} degrees")

print(f"  lr  loss after the step (before: {loss(w):.1f})")
for lr in (0.01, 0.05, 0.1, 0.2):
    print(f"{lr:4} {loss(w - lr * gradient):6.1f}")
