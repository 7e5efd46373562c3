"""Adding 1 again and again: up to where bf16 and fp16 count."""

import numpy as np


def to_bf16(x):
    bits = np.float32(x).view(np.uint32)
    even = (bits >> 16) & 1  # a tie goes to the even neighbor
    return ((bits + 0x7FFF + even) & np.uint32(0xFFFF0000)).view(np.float32)


print("format           n      n + 1      n + 3   one by one   in fp32, rounded once")
for name, to in ("bf16", to_bf16), ("fp16", np.float16), ("fp32", np.float32):
    n = to(1)
    while to(n + to(1)) != n:
        n = to(n * to(2))
    one, three = to(float(n) + 1), to(float(n) + 3)
    total = to(0)
    for _ in range(10_000):
        total = to(total + to(1))  # each sum is rounded
    ones = np.ones(10_000, dtype=np.float32)
    print(f"{name} {int(n):13,} {int(one):10,} {int(three):10,}", end="")
    print(f" {int(total):12,} {int(to(ones.sum())):23,}")
