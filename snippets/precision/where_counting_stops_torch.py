"""Adding 1 again and again: up to where bf16 and fp16 count."""

import torch

dtypes = {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}
print("format           n      n + 1      n + 3   one by one   in fp32, rounded once")
for name, dtype in dtypes.items():
    n = torch.tensor(1, dtype=dtype)
    while n + 1 != n:
        n = n * 2
    total = torch.tensor(0, dtype=dtype)
    for _ in range(10_000):
        total = total + 1  # each sum is rounded
    ones = torch.ones(10_000, dtype=dtype)
    print(f"{name} {int(n):13,} {int(n + 1):10,} {int(n + 3):10,}", end="")
    print(f" {int(total):12,} {int(ones.sum()):23,}")  # PyTorch adds up in fp32
