"""Alpha is a learning rate of B: times the scale in AdamW, times its square in SGD."""

import torch
from torch import optim


def train(optimizer, scale, lr_A, lr_B, decay=0.001):
    g = torch.Generator().manual_seed(0)
    shapes = (2, 5), (8, 5), (8, 3)  # of A, of the inputs, of the answers wanted
    A, x, wanted = (torch.randn(s, generator=g, dtype=torch.float64) for s in shapes)
    B = torch.zeros(3, 2, dtype=x.dtype).requires_grad_()  # (d_out, rank)
    groups = [  # learning rate times weight decay is the same in all runs
        {"params": [A.requires_grad_()], "lr": lr_A, "weight_decay": decay / lr_A},
        {"params": [B], "lr": lr_B, "weight_decay": decay / lr_B},
    ]
    steps = optimizer(groups)
    for _ in range(31):
        loss = ((scale * (x @ A.T) @ B.T - wanted) ** 2).mean()
        steps.zero_grad()
        loss.backward()
        steps.step()
    return loss.item()


print("               scale s   scale 1: lr of B x s   lr of B x s*s   both lr x s")
for optimizer, lr in ((optim.AdamW, 0.005), (optim.SGD, 0.002)):
    for s in (2, 4):
        runs = [(s, lr, lr), (1, lr, lr * s), (1, lr, lr * s * s), (1, lr * s, lr * s)]
        losses = [f"{train(optimizer, *run):.4f}" for run in runs]
        print(f"{optimizer.__name__:5}  s = {s}   {'          '.join(losses)}")
