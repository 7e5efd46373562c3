"""LoRALinear adapts any nn.Linear: base frozen, A and B trained, merged at the end."""

import copy

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, base, rank, alpha):
        super().__init__()
        self.base, self.scale = base.requires_grad_(False), alpha / rank
        self.A = nn.Parameter(base.weight.new_empty(rank, base.in_features))
        self.B = nn.Parameter(base.weight.new_zeros(base.out_features, rank))
        nn.init.kaiming_uniform_(self.A, a=5**0.5)

    def forward(self, x):  # (..., d_in) -> (..., d_out)
        return self.base(x) + self.scale * (x @ self.A.T) @ self.B.T

    @torch.no_grad()
    def merged(self):  # a plain nn.Linear with the same outputs
        layer = copy.deepcopy(self.base)
        layer.weight += self.scale * self.B @ self.A
        return layer


layer = LoRALinear(nn.Linear(10, 6), rank=2, alpha=8)
x, layer.B.data = torch.ones(4, 10), torch.ones(6, 2)  # B as if trained
print("merged, same:", torch.allclose(layer.merged()(x), layer(x), atol=1e-5))
print({name: tuple(p.shape) for name, p in layer.named_parameters() if p.requires_grad})
