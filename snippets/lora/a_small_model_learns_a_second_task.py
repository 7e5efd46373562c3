"""A model learns a second task through adapters alone; its own weights do not move."""

import torch

g = torch.Generator().manual_seed(0)
x = torch.linspace(-3, 3, 64, dtype=torch.float64)[:, None]  # (batch, 1)
wave, tilted = torch.sin(x), torch.sin(x) + x / 3  # two tasks, (batch, 1) each
shapes, rank, alpha = [(32, 1), (32, 32), (1, 32)], 2, 4
W = [torch.randn(n, m, generator=g, dtype=x.dtype) / m**0.5 for n, m in shapes]
A = [torch.randn(rank, m, generator=g, dtype=x.dtype) / m**0.5 for n, m in shapes]
B = [torch.zeros(n, rank, dtype=x.dtype) for n, m in shapes]


def loss(target, scale, h=x):  # h is (batch, d_in) of each layer in turn
    for i in range(3):
        h = torch.tanh(h) if i else h
        h = h @ W[i].T + scale * (h @ A[i].T) @ B[i].T
    return ((h - target) ** 2).mean()


for trained, target, scale in (W, wave, 0), (A + B, tilted, alpha / rank):
    copy, count = [w.clone() for w in W], sum(p.numel() for p in trained)
    optimizer = torch.optim.Adam([p.requires_grad_() for p in trained], lr=0.01)
    print(f"training {count} numbers: loss {loss(target, scale):.2g}", end="")
    for _ in range(300):
        optimizer.zero_grad()
        loss(target, scale).backward(inputs=trained)
        optimizer.step()
    print(f" to {loss(target, scale):.2g}, W kept: {all(map(torch.equal, W, copy))}")
print(f"first task without the adapters: {loss(wave, 0):.2g}")
