"""Small steps on a 16-bit weight are lost; on a master copy in fp32 they add up."""

import torch

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
    for dtype in (torch.bfloat16, torch.float16):
        alone, master = torch.tensor(weight, dtype=dtype), torch.tensor(weight)
        for _ in range(100):
            alone = alone + torch.tensor(step, dtype=dtype)
            master = master + torch.tensor(step)
        shown += [alone.item(), master.to(dtype).item()]
    print(f"{weight:4} + {step:7} {weight + 100 * step:9.4f}", end="")
    print(f" {shown[0]:9.4f} {shown[2]:9.4f} {shown[1]:16.4f} {shown[3]:16.4f}")
