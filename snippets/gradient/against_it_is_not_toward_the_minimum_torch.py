"""The step against the gradient misses the minimum, and too long a step climbs."""

import torch


def loss(w):
    return w[0] ** 2 + 10 * w[1] ** 2  # least at (0, 0)


w = torch.tensor([4.0, 1.0], dtype=torch.float64, requires_grad=True)
(gradient,) = torch.autograd.grad(loss(w), w)
cosine = torch.cosine_similarity(gradient, w, dim=0)
print(f"angle between step and way to the minimum: {cosine.acos().rad2deg():.0f}")

print(f"loss at the start: {loss(w):.1f}")
for lr in (0.01, 0.05, 0.1, 0.2):
    print(f"lr {lr:4}: loss {loss(w - lr * gradient):5.1f}")
