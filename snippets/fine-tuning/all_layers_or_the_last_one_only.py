"""Full fine-tuning moves every number; the last layer alone has old features to use."""

import torch

g = torch.Generator().manual_seed(0)
x = torch.linspace(-3, 3, 61, dtype=torch.float64)[:, None]  # (batch, 1)
first, second = torch.sin(x), torch.sin(2 * x + 1)  # two tasks, (batch, 1) each


def train(w, target, steps):  # the features and the loss of the last step
    optimizer = torch.optim.Adam([p.requires_grad_() for p in w], lr=0.02)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1, 0.02, steps)
    for _ in range(steps):
        h = torch.tanh(torch.tanh(x @ w[0].T + w[1]) @ w[2].T + w[3])  # features
        loss = ((h @ w[4] - target) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return h.detach(), loss.item()


print("d_hidden  last layer: numbers  least loss  all layers: numbers  last loss")
for d in (4, 8, 16):
    shapes = (d, 1), (d,), (d, d), (d,), (d, 1)
    w = [torch.randn(s, generator=g, dtype=x.dtype) / d**0.5 for s in shapes]
    h, _ = train(w, first, 300)  # pre-training
    last = ((h @ torch.linalg.lstsq(h, second).solution - second) ** 2).mean()
    full, numbers = train(w, second, 600)[1], sum(p.numel() for p in w)
    print(f"{d:8} {d:20} {last:11.4f} {numbers:20} {full:10.4f}")
