"""To copy: two parameter groups, so that norms and biases are not decayed."""

import torch
from torch import nn

model = nn.Sequential(nn.Linear(4, 8), nn.LayerNorm(8), nn.Linear(8, 2))


def groups(model, decay):
    """Matrices are decayed; what has one dimension (biases, norms) is not."""
    trained = [p for p in model.parameters() if p.requires_grad]
    matrices = [p for p in trained if p.ndim >= 2]
    rest = [p for p in trained if p.ndim < 2]
    return [
        {"params": matrices, "weight_decay": decay},
        {"params": rest, "weight_decay": 0.0},
    ]


print("            parameters  gain after 100 steps")
for name in ("one group", "two groups"):
    given = model.parameters() if name == "one group" else groups(model, 0.1)
    nn.init.ones_(model[1].weight)
    optimizer = torch.optim.AdamW(given, lr=0.01, weight_decay=0.1)
    for _ in range(100):
        for p in model.parameters():
            p.grad = torch.zeros_like(p)
        optimizer.step()
    counts = [sum(p.numel() for p in g["params"]) for g in optimizer.param_groups]
    print(f"{name:10}  {' + '.join(map(str, counts)):>10}  {model[1].weight[0]:.3f}")
