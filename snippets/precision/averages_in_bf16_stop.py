"""With beta2 = 0.999, Adam's averages in bf16 stop short, and do not fall again."""

import torch

print("beta2   format   gradient 1: 100 steps   1,000 steps   then 0: 500 steps")
for beta2 in (0.999, 0.95):
    for name, dtype in ("fp32", torch.float32), ("bf16", torch.bfloat16):
        weight = torch.nn.Parameter(torch.zeros(1, dtype=dtype))
        optimizer = torch.optim.AdamW([weight], betas=(0.9, beta2))
        shown = {}
        for step in range(1, 1501):
            weight.grad = torch.full_like(weight, 1.0 if step <= 1000 else 0.0)
            optimizer.step()
            shown[step] = optimizer.state[weight]["exp_avg_sq"].item()
        print(f"{beta2:5}   {name} {shown[100]:24.3f}", end="")
        print(f" {shown[1000]:13.3f} {shown[1500]:19.3f}")
