"""Full fine-tuning moves every parameter; training the last layer alone is less."""

import numpy as np
import torch

rng = np.random.default_rng(0)
x = torch.linspace(-3, 3, 61, dtype=torch.float64)[:, None]  # (batch, 1)
first, second = torch.sin(x), torch.sin(2 * x + 1)  # two tasks   (batch, 1) each
sizes = (16, 1), (16,), (16, 16), (16,), (1, 16), (1,)
start = [torch.tensor(rng.normal(size=size) / size[-1] ** 0.5) for size in sizes]


def train(begin, target, trained):
    w = [p.clone() for p in begin]
    optimizer = torch.optim.Adam([w[i].requires_grad_() for i in trained], lr=0.02)
    for _ in range(200):
        h = torch.tanh(x @ w[0].T + w[1])
        h = torch.tanh(h @ w[2].T + w[3])
        loss = ((h @ w[4].T + w[5] - target) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    moved = sum((a != b).sum() for a, b in zip(begin, w))
    print(f"{moved:3} of {sum(p.numel() for p in w)} numbers moved, loss {loss:.2f}")
    return [p.detach() for p in w]


trained = train(start, first, range(6))  # pre-training
train(trained, second, range(6))  # full fine-tuning
train(trained, second, [4, 5])  # the last layer only
