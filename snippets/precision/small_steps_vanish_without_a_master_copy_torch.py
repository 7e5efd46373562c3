"""Small steps on a 16-bit weight are lost; on a copy in 32 bits they add up."""

import torch

for name, kind in ("bf16", torch.bfloat16), ("fp16", torch.float16):
    for step in (0.0004, 0.001, 0.005):
        alone, master = torch.tensor(1, dtype=kind), torch.tensor(1.0)
        for _ in range(1000):
            alone = alone + torch.tensor(step, dtype=kind)
            master = master + step
        print(f"{name}, steps of {step:6}: alone {alone.item():.2f}", end=", ")
        print(f"with a copy in fp32 {master.to(kind).item():.2f}")
