"""Warmup and cosine: up in a straight line, down along half a wave, to a tenth."""

import numpy as np

most, least, warmup, steps = 6e-4, 6e-5, 2000, 600_000  # nanoGPT, for GPT-2 small


def learning_rate(step):
    if step < warmup:
        return most * (step + 1) / (warmup + 1)
    done = (step - warmup) / (steps - warmup)  # from 0 to 1
    return least + (most - least) * (1 + np.cos(np.pi * done)) / 2


for step in (0, 999, 2000, 100_000, 301_000, 500_000, 600_000):
    print(f"step {step:6}: lr {learning_rate(step):.3e}")
