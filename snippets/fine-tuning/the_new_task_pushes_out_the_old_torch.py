"""On a new task alone a model forgets the old one; with both mixed it does not."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_hidden, lr = 20, 0.05
x = torch.linspace(-2, 2, 40, dtype=torch.float64)
x = torch.stack([x, torch.ones_like(x)], dim=1)  # the ones are a bias
y = torch.sin(3 * x[:, :1])  # (batch, 1)
old, new, both = slice(0, 20), slice(20, 40), slice(0, 40)  # left half, right half
start = rng.normal(size=(d_hidden, 2)), rng.normal(size=(1, d_hidden)) / 4


def train(start, x, y):
    W1, W2 = (torch.tensor(p, requires_grad=True) for p in start)
    for _ in range(800):
        loss = ((torch.tanh(x @ W1.T) @ W2.T - y) ** 2).mean()
        d1, d2 = torch.autograd.grad(loss, (W1, W2))
        W1.data -= lr * d1
        W2.data -= lr * d2
    return W1.detach().numpy(), W2.detach().numpy()


learned = train(start, x[old], y[old])
for name, part in ("the old task", old), ("the new alone", new), ("both mixed", both):
    W1, W2 = map(torch.tensor, train(learned, x[part], y[part]))
    wrong = (torch.tanh(x @ W1.T) @ W2.T - y) ** 2  # (batch, 1)
    print(f"{name:13}: loss on the old {wrong[old].mean():.2f}", end=", ")
    print(f"on the new {wrong[new].mean():.2f}")
