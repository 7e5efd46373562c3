"""state_dict() is no copy: the "best" weights kept in it go on changing."""

import copy

import torch
from torch import nn

model = nn.Linear(3, 1)
with torch.no_grad():
    model.weight.copy_(torch.tensor([[0.1, 0.2, 0.3]]))
best = model.state_dict()
copied = copy.deepcopy(best)

optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
model(torch.ones(4, 3)).sum().backward()
optimizer.step()  # one step too many
for name, state in {
    "best": best,
    "copied": copied,
    "model": model.state_dict(),
}.items():
    print(f"{name:6}", [round(w, 1) for w in state["weight"][0].tolist()])
