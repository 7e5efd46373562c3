"""Layer norm ignores the rest of the batch; batch norm and full experts do not."""

import torch
from torch import nn

layer_norm = nn.LayerNorm(3)  # both as they begin, with eps=1e-5
batch_norm = nn.BatchNorm1d(3)  # in training


def expert_of_capacity_2(x):  # in an MoE: what comes too late is dropped
    wanted = x[:, 2] > 3  # whom the router sends here   (batch,)
    served = wanted & (wanted.cumsum(dim=0) <= 2)
    return torch.where(served[:, None], 10 * x, 0)


mine = torch.tensor([[1.0, 2.0, 6.0]])  # (1, d_model)
print("others  layer norm           batch norm           expert, capacity 2")
for name, others in {
    "small": torch.tensor([[0.0, 1.0, 2.0], [2.0, 0.0, 4.0]]),
    "large": torch.tensor([[50.0, 0.0, 9.0], [7.0, 90.0, 8.0]]),
}.items():
    x = torch.cat([others, mine])  # (batch, d_model)
    rows = [layer(x)[-1] for layer in (layer_norm, batch_norm, expert_of_capacity_2)]
    print(f"{name:6}", *("".join(f"{v:7.2f}" for v in row) for row in rows))
