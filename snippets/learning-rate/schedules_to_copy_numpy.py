"""Warmup and cosine, and warmup-stable-decay, as shares of the highest rate."""

import numpy as np


def warmup_cosine(step, warmup=3, steps=20, least=0.1):
    rise = np.interp(step, [-1, warmup], [0, 1])  # 1 after warmup
    done = np.interp(step, [warmup, max(steps, warmup + 1)], [0, 1])  # 1 past the end
    return float(rise * (least + (1 - least) * (1 + np.cos(np.pi * done)) / 2))


def warmup_stable_decay(step, warmup=3, decay=4, steps=20, least=0.0):
    rise = np.interp(step, [-1, warmup], [0, 1])  # 1 after warmup
    left = np.interp(step, [steps - max(1, decay), steps], [1, 0])  # 1 before the decay
    return float(rise * (least + (1 - least) * left))


most = 0.003  # the highest rate; knob: 0.001 to 0.010 by 0.001
print("step  cosine to a tenth  warmup-stable-decay")
for step in (0, 1, 3, 8, 12, 16, 18, 20, 22):
    cosine, stable = most * warmup_cosine(step), most * warmup_stable_decay(step)
    print(f"{step:4} {cosine:18.6f} {stable:20.6f}")
ends = [warmup_stable_decay(step, decay=0, least=0.1) for step in (19, 20)]
print("shares at 19 and 20 without decay:", *ends)
