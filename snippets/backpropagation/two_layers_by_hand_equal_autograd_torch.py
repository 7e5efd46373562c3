"""Two layers and a loss, walked back by hand: the gradient that autograd finds."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
batch, d_in, d_hidden, vocab_size = 3, 4, 5, 6
x = torch.tensor(rng.normal(size=(batch, d_in)))
labels = torch.tensor([1, 5, 0])
shapes = {"W1": (d_hidden, d_in), "b1": d_hidden}
shapes |= {"W2": (vocab_size, d_hidden), "b2": vocab_size}
p = {n: torch.tensor(rng.normal(size=s)).requires_grad_() for n, s in shapes.items()}

h = F.relu(x @ p["W1"].T + p["b1"])  # (batch, d_hidden)
logits = h @ p["W2"].T + p["b2"]  # (batch, vocab_size)
loss = F.cross_entropy(logits, labels)
print(f"loss {loss:.3f}")

loss.backward()  # the whole way back in one call
for name, parameter in p.items():
    gradient = parameter.grad
    first = " ".join(f"{value:6.3f}" for value in gradient.ravel()[:4])
    shape = str(tuple(gradient.shape))
    print(f"{name} {shape:6} {first}  norm {gradient.norm():.3f}")
