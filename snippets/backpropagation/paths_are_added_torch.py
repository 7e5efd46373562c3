"""A value that is used twice gets the gradients of both paths, added."""

import torch

w = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
a = w * w  # forward
b = 5 * w
loss = a * b  # (w w) (5 w)

(through_a,) = torch.autograd.grad(a * b.detach(), w, retain_graph=True)
(through_b,) = torch.autograd.grad(a.detach() * b, w, retain_graph=True)
print(f"through a: {through_a:.0f}, through b: {through_b:.0f}")
print(f"sum of the paths: {torch.autograd.grad(loss, w)[0]:.0f}")

h = 1e-6
measured = ((w + h) ** 2 * 5 * (w + h) - loss) / h
print(f"measured: {measured:.0f}")
