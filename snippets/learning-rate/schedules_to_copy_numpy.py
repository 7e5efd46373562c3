"""Warmup and cosine, and warmup-stable-decay, as shares of the highest rate."""

import numpy as np


def warmup_cosine(step, warmup=3, steps=20, least=0.1):
    rise = min(1, (step + 1) / (warmup + 1))
    done = min(1, max(0, step - warmup) / max(1, steps - warmup))  # 1 past the end
    return rise * (least + (1 - least) * (1 + float(np.cos(np.pi * done))) / 2)


def warmup_stable_decay(step, warmup=3, decay=4, steps=20, least=0.0):
    rise = min(1, (step + 1) / (warmup + 1))
    left = min(1, max(0, steps - step) / max(1, decay))  # 1 before the decay
    return rise * (least + (1 - least) * left)


most = 0.003  # the highest rate; knob: 0.001 to 0.010 by 0.001
print("step  cosine to a tenth  warmup-stable-decay")
for step in (0, 1, 3, 8, 12, 16, 18, 20, 22):
    cosine, stable = most * warmup_cosine(step), most * warmup_stable_decay(step)
    print(f"{step:4} {cosine:18.6f} {stable:20.6f}")
