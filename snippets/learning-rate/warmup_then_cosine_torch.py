"""Warmup and cosine: up in a straight line, down along half a wave, to a tenth."""

import math

import torch

most, least, warmup, steps = 6e-4, 6e-5, 2000, 600_000  # nanoGPT, for GPT-2 small


def factor(step):  # by which LambdaLR multiplies the optimizer's lr
    if step < warmup:
        return (step + 1) / (warmup + 1)
    done = (step - warmup) / (steps - warmup)  # from 0 to 1
    floor = least / most
    return floor + (1 - floor) * (1 + math.cos(math.pi * done)) / 2


for step in (0, 999, 2000, 100_000, 301_000, 500_000, 600_000):
    group = {"params": [torch.zeros(1)], "initial_lr": most}  # as if resumed here
    optimizer = torch.optim.SGD([group])
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor, step - 1)
    print(f"step {step:6}: lr {schedule.get_last_lr()[0]:.3e}")
