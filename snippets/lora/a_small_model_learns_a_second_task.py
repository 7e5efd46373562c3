"""A and B learn a second task; switched off, they leave the first task as it was."""

import torch

g = torch.Generator().manual_seed(0)
d_hidden, rank, alpha = 32, 2, 4
x = torch.linspace(-3, 3, 64, dtype=torch.float64)[:, None]  # (batch, 1)
tasks = torch.cat([torch.sin(x), torch.sin(x) + x / 3], dim=1)  # (batch, 2)
shapes = (d_hidden, 1), (d_hidden, d_hidden), (1, d_hidden), (rank, d_hidden)
*W, A = [torch.randn(s, generator=g, dtype=x.dtype) / s[1] ** 0.5 for s in shapes]
B = torch.zeros(d_hidden, rank, dtype=x.dtype)  # A: (rank, d_in), B: (d_out, rank)


def show(name, W, task, adapter=(), steps=300, scale=alpha / rank):
    optimizer = torch.optim.Adam([p.requires_grad_() for p in adapter or W], lr=0.01)
    for step in range(steps + 1):
        h = torch.tanh(x @ W[0].T)  # (batch, d_hidden)
        h = torch.tanh(h @ W[1].T + scale * (h @ A.T) @ B.T)  # A and B beside W[1]
        losses = ((h @ W[2].T - tasks) ** 2).mean(dim=0)  # of each task   (2,)
        optimizer.zero_grad()
        losses[task].backward()
        optimizer.step() if step < steps else None
    print(f"{name:13} {losses[0]:15.4f} {losses[1]:9.4f}")


print("trained        loss: 1st task  2nd task")
show("all, 1st task", W, task=0)
show("all, 2nd task", [w.detach().clone() for w in W], task=1)
show("A and B only", [w.detach() for w in W], task=1, adapter=[A, B])
show("A and B off", W, task=0, steps=0, scale=0)
