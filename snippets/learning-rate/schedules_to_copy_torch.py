"""Warmup and cosine, and warmup-stable-decay, as shares of the highest rate."""

import numpy as np
import torch
from torch.optim.lr_scheduler import LambdaLR


def warmup_cosine(step, warmup=3, steps=20, least=0.1):
    rise = np.interp(step, [-1, warmup], [0, 1])  # 1 after warmup
    done = np.interp(step, [warmup, max(steps, warmup + 1)], [0, 1])  # 1 past the end
    return float(rise * (least + (1 - least) * (1 + np.cos(np.pi * done)) / 2))


def warmup_stable_decay(step, warmup=3, decay=4, steps=20, least=0.0):
    rise = np.interp(step, [-1, warmup], [0, 1])  # 1 after warmup
    left = np.interp(step, [steps - max(1, decay), steps], [1, 0])  # 1 before the decay
    return float(rise * (least + (1 - least) * left))


optimizer = torch.optim.AdamW([{"params": p} for p in torch.ones(2)], lr=0.003)
schedule = LambdaLR(optimizer, [warmup_cosine, warmup_stable_decay])  # or one for all
print("step  cosine to a tenth  warmup-stable-decay")
for step in range(23):
    cosine, stable = schedule.get_last_lr()
    if step in (0, 1, 3, 8, 12, 16, 18, 20, 22):
        print(f"{step:4} {cosine:18.6f} {stable:20.6f}")
    optimizer.step()  # in a training after loss.backward()
    schedule.step()  # sets the rate of the next step
ends = [warmup_stable_decay(step, decay=0, least=0.1) for step in (19, 20)]
print("shares at 19 and 20 without decay:", *ends)
