"""A linear layer is neurons side by side, and it treats each token alone."""

import torch
from torch import nn

layer = nn.Linear(3, 2)  # d_in, d_out
layer.load_state_dict(
    {
        "weight": torch.tensor([[3.0, -0.5, 5.0], [2.5, -0.25, 6.0]]),  # (d_out, d_in)
        "bias": torch.tensor([2.0, 0.0]),  # (d_out,)
    }
)
W, b = layer.weight.detach(), layer.bias.detach()
x = torch.tensor([[[2.0, 4, 1], [0, 0, 1]], [[1, 2, 0], [2, 4, 1]]])

y = layer(x).detach().numpy()  # all at once   (batch, time, d_out)
parameters = sum(p.numel() for p in layer.parameters())
print(f"{tuple(x.shape)} becomes {y.shape} with {parameters} parameters")
for i in range(2):
    for t in range(2):
        first, second = (W[n] @ x[i, t] + b[n] for n in range(2))  # one by one
        print(f"text {i}, token {t}: {first:.1f} and {second:.1f}, layer {y[i, t]}")
