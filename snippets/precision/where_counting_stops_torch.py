"""Above a limit, adding 1 changes nothing: 256 in bf16 and 2,048 in fp16."""

import torch

kinds = {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}
for name, kind in kinds.items():
    limit = torch.tensor(1, dtype=kind)
    while limit + 1 != limit:
        limit = limit * 2
    total = torch.tensor(0, dtype=kind)
    for _ in range(10_000):
        total = total + 1  # each sum is rounded
    print(f"{name}: {int(limit):,} + 1 = {int(limit + 1):,}", end=", ")
    print(f"+ 3 = {int(limit + 3):,}, 1 added 10,000 times: {int(total):,}")
