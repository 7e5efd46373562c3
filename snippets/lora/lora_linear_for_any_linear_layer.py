"""LoRALinear adapts any nn.Linear: base frozen, A and B trained, merged at the end."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, base, rank, alpha, generator=None):
        super().__init__()
        self.base, self.scale = base.requires_grad_(False), alpha / rank
        self.A = nn.Parameter(base.weight.new_empty(rank, base.in_features))
        self.B = nn.Parameter(base.weight.new_zeros(base.out_features, rank))
        nn.init.kaiming_uniform_(self.A, a=5**0.5, generator=generator)

    def forward(self, x):  # (..., d_in) -> (..., d_out)
        return self.base(x) + self.scale * (x @ self.A.T) @ self.B.T

    @torch.no_grad()
    def merge(self):  # folds the adapter in and gives the plain nn.Linear back
        self.base.weight += self.scale * self.B @ self.A
        return self.base


g = torch.Generator().manual_seed(0)
layer = LoRALinear(nn.Linear(10, 6), rank=2, alpha=8, generator=g)
layer.B.data += torch.arange(12.0).view(6, 2)  # as if trained
x = torch.arange(40.0).view(4, 10) / 40
print({name: tuple(p.shape) for name, p in layer.named_parameters() if p.requires_grad})
base, beside, merged = layer.base(x), layer(x), layer.merge()(x)
print("one output moves by", [f"{(y - base)[1, 2]:.2f}" for y in (beside, merged)])
