"""Mixed precision makes products in bf16 and keeps weights and sums in fp32."""

import torch
from torch import nn

model = nn.Linear(4, 3)
optimizer = torch.optim.AdamW(model.parameters())
with torch.autocast("cpu", dtype=torch.bfloat16):
    outputs = model(torch.ones(2, 4))
    loss = nn.functional.mse_loss(outputs, torch.ones(2, 3))
loss.backward()
optimizer.step()
weights = model.weight
average = optimizer.state[weights]["exp_avg"]
shown = {"weights": weights, "outputs": outputs, "loss": loss}
shown |= {"gradient": weights.grad, "Adam's average": average}
for name, tensor in shown.items():
    print(f"{name:14} {tensor.dtype}")
