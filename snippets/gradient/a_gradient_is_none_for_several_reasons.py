"""After backward, .grad is None where no gradient was asked for, or none arrived."""

import warnings

import torch
from torch import nn

warnings.simplefilter("ignore")  # PyTorch warns when .grad of a result is read
x = torch.ones(4, 3)  # (batch, d_in)
used, unused, frozen, cut = (nn.Linear(3, 1) for _ in range(4))
frozen.requires_grad_(False)
result = nn.Parameter(torch.ones(3)).view(3, 1)  # computed, so not a leaf

y = sum((used(x), frozen(x), cut(x).detach(), x @ result))  # (batch, 1)
y.mean().backward()
for name, gradient in {
    "used": used.weight.grad,
    "took no part in the loss": unused.weight.grad,
    "cut off by detach()": cut.weight.grad,
    "frozen": frozen.weight.grad,
    "not a leaf": result.grad,
}.items():
    print(f"{name:25} {None if gradient is None else gradient.tolist()}")
