"""Autocast multiplies in bf16, and leaves weights in the type they were loaded in."""

import torch
from torch import nn

rows = {}
for dtype in (torch.float32, torch.bfloat16):
    model = nn.Linear(4, 3).to(dtype)  # as loaded
    optimizer = torch.optim.AdamW(model.parameters())
    with torch.autocast(device_type="cpu", dtype=torch.bfloat16):
        outputs = model(torch.ones(2, 4))
        loss = nn.functional.mse_loss(outputs, torch.ones(2, 3))
    loss.backward()
    optimizer.step()
    averages = optimizer.state[model.weight]
    for name, tensor in {
        "weight": model.weight,
        "outputs of layer": outputs,
        "loss": loss,
        "gradient": model.weight.grad,
        "Adam's averages": averages["exp_avg"],
        "of squares": averages["exp_avg_sq"],
    }.items():
        rows.setdefault(name, []).append(str(tensor.dtype).removeprefix("torch."))
print("loaded in         float32   bfloat16")
for name, (full, half) in rows.items():
    print(f"{name:16}  {full:8}  {half}")
