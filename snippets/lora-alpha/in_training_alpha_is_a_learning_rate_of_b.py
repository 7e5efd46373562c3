"""Alpha is a learning rate of B: the scale for AdamW, its square for SGD."""

import torch
from torch import float64, optim


def train(optimizer, scale, lr, times_b):  # lr for A, times_b as much for B
    g = torch.Generator().manual_seed(0)
    shapes = (2, 5), (8, 5), (8, 3)  # of A, of the inputs, of the answers wanted
    A, x, wanted = (torch.randn(*s, generator=g, dtype=float64) for s in shapes)
    A, B = A.requires_grad_(), torch.zeros(3, 2, dtype=float64, requires_grad=True)
    groups = [
        {"params": [A], "lr": lr, "weight_decay": 0.1},
        {"params": [B], "lr": lr * times_b, "weight_decay": 0.1 / times_b},
    ]
    steps = optimizer(groups)
    for _ in range(30):
        loss = ((scale * (x @ A.T) @ B.T - wanted) ** 2).mean()
        steps.zero_grad()
        loss.backward()
        steps.step()
    return f"{loss.item():.3f}"


print("optimizer    scale 4  4 x B's  16 x B's  4 x both")
for optimizer, lr in (optim.AdamW, 0.005), (optim.SGD, 0.004):
    runs = (4, lr, 1), (1, lr, 4), (1, lr, 16), (1, 4 * lr, 1)
    losses = [train(optimizer, *run) for run in runs]
    print(f"{optimizer.__name__:12} {losses[0]}  ", "    ".join(losses[1:]))
