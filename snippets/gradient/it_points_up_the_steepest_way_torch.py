"""Of all directions of one length, the gradient's raises the loss most."""

import torch


def loss(w):  # (..., 2)
    return w[..., 0] ** 2 + 3 * w[..., 1] ** 2


w = torch.tensor([2.0, 1.0], dtype=torch.float64, requires_grad=True)
(gradient,) = torch.autograd.grad(loss(w), w)
its_angle = torch.rad2deg(torch.atan2(gradient[1], gradient[0]))
print(f"gradient {gradient.tolist()}, angle {its_angle:.1f}")

angles = torch.arange(0, 360)  # every degree around w
turns = torch.deg2rad(angles.double())
nudges = 0.001 * torch.stack([turns.cos(), turns.sin()], dim=1)  # (360, 2)
changes = 1000 * (loss(w + nudges) - loss(w)).detach()
for name, place in ("most", changes.argmax()), ("least", changes.argmin()):
    print(f"{name:5} at {angles[place]:3} degrees: {changes[place]:5.2f} a step")
across = (angles == 146) | (angles == 326)  # a quarter turn from the gradient
print("across: ", *(f"{abs(change):.1f}" for change in changes[across]))
