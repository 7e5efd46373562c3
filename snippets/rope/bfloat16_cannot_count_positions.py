"""In bfloat16 neighboring positions get the same angle; in float32 they do not."""

import torch

types = {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}
print("distinct positions of 1,000")
print("first position ", *[f"{name:>6}" for name in types])
for first in (0, 1000, 10_000, 50_000, 1_000_000):
    positions = torch.arange(first, first + 1000)
    distinct = [len(positions.to(dtype).unique()) for dtype in types.values()]
    print(f"{first:14,} ", *[f"{count:6}" for count in distinct])

position, frequency = torch.tensor(15_962), torch.tensor(1.0)  # the fastest pair
print("cosine for position 15,962")
for name, dtype in {"exact": torch.float64, **types}.items():
    angle = position.to(dtype) * frequency.to(dtype)
    print(f"{name:6} angle {angle.item():8,.0f}  cosine {angle.double().cos():6.3f}")
