"""Small steps on a 16-bit weight are lost; on a master copy in fp32 they add up."""

import numpy as np


def rounded(x, fraction_bits):  # to the nearest number of the format, for normal x > 0
    gap = 2.0 ** (np.floor(np.log2(x)) - fraction_bits)
    return np.round(x / gap) * gap


cases = (  # a weight, and the size of a step, mostly a part of lr with AdamW
    (1.0, 3e-3),
    (1.0, 3e-4),
    (0.02, 3e-4),
    (0.02, 3e-5),
    (0.02, 3e-6),
)
print("after 100 steps   exact      bf16      fp16   bf16 with copy   fp16 with copy")
for weight, step in cases:
    shown = []
    for fraction_bits in (7, 10):  # of bf16, of fp16
        alone, master = rounded(weight, fraction_bits), np.float32(weight)
        for _ in range(100):
            alone = rounded(alone + rounded(step, fraction_bits), fraction_bits)
            master = master + np.float32(step)
        shown += [alone, rounded(master, fraction_bits)]
    print(f"{weight:4} + {step:7} {weight + 100 * step:9.4f}", end="")
    print(f" {shown[0]:9.4f} {shown[2]:9.4f} {shown[1]:16.4f} {shown[3]:16.4f}")
