"""Two layers and a loss, backward by hand: the gradient that autograd finds."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
batch, d_in, d_hidden, vocab_size = 3, 4, 5, 6
x, labels = torch.tensor(rng.normal(size=(batch, d_in))), torch.tensor([1, 5, 0])
shapes = {"W1": (d_hidden, d_in), "b1": d_hidden}
shapes |= {"W2": (vocab_size, d_hidden), "b2": vocab_size}
p = {n: torch.tensor(rng.normal(size=s)).requires_grad_() for n, s in shapes.items()}

h = F.relu(F.linear(x, p["W1"], p["b1"]))  # forward   (batch, d_hidden)
logits = F.linear(h, p["W2"], p["b2"])  # (batch, vocab_size)
loss = F.cross_entropy(logits, labels)
print(f"loss {loss:.3f}")

loss.backward()  # the whole backward pass in one call
print("name  shape    first four numbers           norm")
for name, parameter in p.items():
    gradient = parameter.grad
    first = " ".join(f"{value:6.3f}" for value in gradient.ravel()[:4])
    print(f"{name}    {tuple(gradient.shape)!s:8} {first} {gradient.norm():6.3f}")
