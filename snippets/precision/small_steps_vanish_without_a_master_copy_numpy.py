"""Small steps on a 16-bit weight are lost; on a copy in 32 bits they add up."""

import numpy as np


def to_bf16(x):
    bits = np.float32(x).view(np.uint32)
    return ((bits + 0x8000) >> 16 << 16).view(np.float32)  # to the nearest


for name, to in ("bf16", to_bf16), ("fp16", np.float16):
    for step in (0.0004, 0.001, 0.005):
        alone, master = to(1), np.float32(1)
        for _ in range(1000):
            alone = to(alone + to(step))
            master = master + np.float32(step)
        print(f"{name}, steps of {step:6}: alone {float(alone):.2f}", end=", ")
        print(f"with a copy in fp32 {float(to(master)):.2f}")
