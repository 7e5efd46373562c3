"""Of all directions, the gradient's is the one in which the loss rises fastest."""

import torch


def loss(w):  # (..., 2)
    return w[..., 0] ** 2 + 3 * w[..., 1] ** 2


w = torch.tensor([2.0, 1.0], dtype=torch.float64, requires_grad=True)
(gradient,) = torch.autograd.grad(loss(w), w)
its_angle = torch.rad2deg(torch.atan2(gradient[1], gradient[0]))
print(f"gradient {gradient.tolist()}, angle {its_angle:.1f} degrees", end=", ")
print(f"norm {gradient.norm():.2f}")

angles, h = torch.arange(0, 360), 0.001  # a nudge of this length at every degree
turns = torch.deg2rad(angles.double())
nudges = h * torch.stack([turns.cos(), turns.sin()], dim=1)  # (360, 2)
rates = (loss(w + nudges) - loss(w)).detach() / h  # rise per unit of length
print("direction    angle   rise per unit of length")
for name, k in ("steepest up", rates.argmax()), ("steepest down", rates.argmin()):
    print(f"{name:13} {angles[k]:4} {rates[k]:10.2f}")
for k in (146, 326):  # a right angle from the gradient, to half a degree
    print(f"across        {angles[k]:4} {rates[k].abs():9.1f}")
