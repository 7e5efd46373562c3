"""Layer norm looks at one token; batch norm at the batch in training, not in use."""

from copy import deepcopy

import torch
from torch import nn

token = torch.tensor([1.0, 2.0, 6.0])  # (d_model,)
others = torch.tensor([[0.0, 1.0, 0.0], [100.0, 0.0, -50.0]])
layer_norm, batch_norm = nn.LayerNorm(3), nn.BatchNorm1d(3)
with torch.no_grad():
    batch_norm(torch.tensor([[0.0, 0.0, 0.0], [4.0, 4.0, 4.0]]))  # some training

print("norm        mode      beside               the token comes out as")
for name, norm in ("layer norm", layer_norm), ("batch norm", batch_norm):
    for mode in ("training", "use"):
        for other in others:
            copy = deepcopy(norm).train(mode == "training")  # what was stored stays
            y = copy(torch.stack([token, other]))[0]  # (batch, d_model) -> the token
            print(f"{name:11} {mode:9} {other.tolist()!s:21}", end="")
            print(*(f"{n:5.2f}" for n in y))
