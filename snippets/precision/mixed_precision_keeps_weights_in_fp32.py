"""Mixed precision computes products in bf16 and keeps weights and sums in fp32."""

import torch
from torch import nn

model = nn.Linear(4, 3)
optimizer = torch.optim.AdamW(model.parameters())
with torch.autocast(device_type="cpu", dtype=torch.bfloat16):
    outputs = model(torch.ones(2, 4))
    loss = nn.functional.mse_loss(outputs, torch.ones(2, 3))
loss.backward()
optimizer.step()

weight = model.weight
averages = optimizer.state[weight]
tensors = {
    "weight": weight,
    "outputs of the layer": outputs,
    "loss": loss,
    "gradient": weight.grad,
    "average of gradients": averages["exp_avg"],
    "average of squares": averages["exp_avg_sq"],
}
for name, tensor in tensors.items():
    print(f"{name:21} {tensor.dtype}")
