"""A value that is used twice gets the slopes of both ways, added."""

import torch

w = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
first = w * w  # forward
second = 5 * w
loss = first * second  # (w w) (5 w)

one_way = [(first * second.detach()), (first.detach() * second)]  # detach cuts a way
ways = [torch.autograd.grad(way, w, retain_graph=True)[0] for way in one_way]
print("slope of each way:", *(f"{way:.0f}" for way in ways))
print(f"added: {torch.autograd.grad(loss, w)[0]:.0f}")

h = 1e-6
measured = ((w + h) ** 2 * 5 * (w + h) - loss) / h
print(f"measured: {measured:.0f}")
