"""Full fine-tuning moves every number; the last layer alone has old features to use."""

import torch

g = torch.Generator().manual_seed(0)
x = torch.linspace(-3, 3, 61, dtype=torch.float64)[:, None]  # (batch, 1)
first, second = torch.sin(x), torch.sin(2 * x + 1)  # two tasks, (batch, 1) each


def train(w, target, steps):  # the features that it ends with, and the least loss
    optimizer, least = torch.optim.Adam([p.requires_grad_() for p in w], lr=0.02), 9.0
    for step in range(steps + 1):
        h = torch.tanh(torch.tanh(x @ w[0].T + w[1]) @ w[2].T + w[3])  # features
        loss = ((h @ w[4] - target) ** 2).mean()
        least = min(least, loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step() if step < steps else None
    return h.detach(), least


print("d_hidden  last layer: numbers  least loss  all layers: numbers  least loss")
for d in (4, 8, 16):
    shapes = (d, 1), (d,), (d, d), (d,), (d, 1)
    w = [torch.randn(s, generator=g, dtype=x.dtype) / d**0.5 for s in shapes]
    frozen, _ = train(w, first, 300)  # pre-training
    w[4] = torch.linalg.lstsq(frozen, second).solution  # no last layer does better
    last = ((frozen @ w[4] - second) ** 2).mean()
    full = train(w, second, 600)[1]  # all layers, from that last layer on
    print(f"{d:8} {d:20} {last:11.4f} {sum(p.numel() for p in w):20} {full:11.4f}")
