"""Layer norm leaves an example alone with itself; batch norm mixes the batch."""

import torch
from torch import nn

layer_norm = nn.LayerNorm(3, eps=0, elementwise_affine=False)
batch_norm = nn.BatchNorm1d(3, eps=1e-9, affine=False)  # in training, as it begins

one = torch.tensor([[1.0, 2.0, 6.0]])  # (1, d_model)
for name, others in (
    ("small others", torch.tensor([[0.0, 1.0, 2.0], [2.0, 0.0, 1.0]])),
    ("large others", torch.tensor([[50.0, 0.0, 9.0], [7.0, 90.0, 8.0]])),
):
    x = torch.cat([one, others])  # (batch, d_model)
    print(f"{name}: layer norm {layer_norm(x)[0].numpy().round(2)}", end=", ")
    print(f"batch norm {batch_norm(x)[0].numpy().round(2)}")
