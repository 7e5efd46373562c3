"""A layer is neurons side by side, and it treats each token alone."""

import numpy as np
import torch
from torch import nn

layer = nn.Linear(3, 2)  # d_in, d_out
with torch.no_grad():
    layer.weight.copy_(torch.tensor([[3.0, -0.5, 5.0], [2.5, -0.25, 6.0]]))
    layer.bias.copy_(torch.tensor([2.0, 0.0]))
x = torch.tensor(  # (batch, seq_len, d_in)
    [[[2.0, 4.0, 1.0], [0.0, 8.0, 0.0]], [[1.0, 2.0, 0.0], [2.0, 4.0, 1.0]]]
)

z = layer(x)  # pre-activations, all at once   (batch, seq_len, d_out)
y = torch.relu(z)
parameters = sum(p.numel() for p in layer.parameters())
print(f"{tuple(x.shape)} becomes {tuple(y.shape)} with {parameters} parameters")
print("text  token  neuron  one by one  all at once  after ReLU")
for text, token, neuron in np.ndindex(y.shape):
    alone = layer.weight[neuron] @ x[text, token] + layer.bias[neuron]
    print(f"{text:4} {token:6} {neuron:7} {alone:11.1f}", end="")
    print(f"{z[text, token, neuron]:13.1f} {y[text, token, neuron]:11.1f}")
