"""Above a limit, adding 1 changes nothing: 256 in bf16 and 2,048 in fp16."""

import numpy as np


def to_bf16(x):
    bits = np.float32(x).view(np.uint32)
    even = (bits >> 16) & 1  # a tie goes to the even neighbor
    return ((bits + 0x7FFF + even) >> 16 << 16).view(np.float32)


for name, to in ("bf16", to_bf16), ("fp16", np.float16), ("fp32", np.float32):
    limit = to(1)
    while to(limit + to(1)) != limit:
        limit = to(limit * to(2))
    total = to(0)
    for _ in range(10_000):
        total = to(total + to(1))  # each sum is rounded
    one, three = (int(to(float(limit) + more)) for more in (1, 3))
    print(f"{name}: {int(limit):,} + 1 = {one:,}, + 3 = {three:,}", end=", ")
    print(f"1 added 10,000 times: {int(total):,}")
