"""Alpha is a learning rate of B: times the scale in AdamW, times its square in SGD."""

import torch
from torch import optim


def train(optimizer, clip, scale, lr_A, lr_B):
    g = torch.Generator().manual_seed(0)
    shapes = (2, 5), (8, 5), (8, 3)  # of A, of the inputs, of the answers wanted
    A, x, wanted = (torch.randn(s, generator=g, dtype=torch.float64) for s in shapes)
    B = torch.zeros(3, 2, dtype=x.dtype).requires_grad_()  # (d_out, rank)
    groups = [{"params": A.requires_grad_(), "lr": lr_A}, {"params": B, "lr": lr_B}]
    steps = optimizer(groups, weight_decay=0)
    for _ in range(31):
        loss = ((scale * (x @ A.T) @ B.T - wanted) ** 2).mean()
        steps.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([A, B], max_norm=clip)
        steps.step()
    return f"{loss.item():.4f}"


print("optimizer      s   scale s        lr of B x s    lr of B x s*s  both lr x s")
adam, sgd = (optim.AdamW, torch.inf, 0.005), (optim.SGD, torch.inf, 0.002)
clipped = optim.AdamW, 1.0, 0.005  # the norm of the gradient is kept at 1 or less
for name, (*how, lr) in {"AdamW": adam, "SGD": sgd, "AdamW, clipped": clipped}.items():
    for s in (2, 4):
        runs = [(s, lr, lr), (1, lr, lr * s), (1, lr, lr * s * s), (1, lr * s, lr * s)]
        losses = "         ".join(train(*how, *run) for run in runs)
        print(f"{name:14} {s}   {losses}")
