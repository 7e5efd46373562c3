"""A schedule's step sets the next step's rate: called too early, it skips one."""

import warnings

import torch

warnings.simplefilter("ignore")  # PyTorch warns of the wrong order
for order in ("optimizer first", "schedule first"):
    w = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=1.0)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 / (step + 1))
    used = []
    for _ in range(4):
        if order == "schedule first":
            schedule.step()
        before = w.item()
        w.grad = torch.tensor([-1.0])  # so that the step is the rate itself
        optimizer.step()
        used.append(round(w.item() - before, 2))
        if order == "optimizer first":
            schedule.step()
    print(f"{order}: rates used {used}")
