"""nn.Linear begins with kaiming_uniform_, and yet with a fraction of He's size."""

import torch
from torch import nn

d_in, d_out = 1000, 2000
weight = torch.empty(d_out, d_in)
seeded = torch.Generator().manual_seed
nn.init.kaiming_uniform_(weight, a=5**0.5, generator=seeded(0))  # as nn.Linear does
plain = torch.empty(d_out, d_in)
plain.uniform_(-(d_in**-0.5), d_in**-0.5, generator=seeded(0))
same = (abs(weight - plain) < 1e-7).all().item()
print(f"uniform between -1 / sqrt(d_in) and 1 / sqrt(d_in): {same}")

he = nn.init.kaiming_normal_(torch.empty(d_out, d_in), nonlinearity="relu")
xavier = nn.init.xavier_normal_(torch.empty(d_out, d_in))
layer, embedding = nn.Linear(d_in, d_out), nn.Embedding(d_out, d_in)
print("initialization  std x sqrt(d_in)  by formula")
for name, W, std in (
    ("nn.Linear", layer.weight, (1 / (3 * d_in)) ** 0.5),
    ("Xavier", xavier, (2 / (d_in + d_out)) ** 0.5),
    ("He", he, (2 / d_in) ** 0.5),
    ("nn.Embedding", embedding.weight, 1.0),
):
    print(f"{name:14} {W.std() * d_in**0.5:17.2g} {std * d_in**0.5:11.2g}")
print("bias of nn.Linear begins at zero:", not layer.bias.any().item())
