"""LoRA with dropout: in evaluation the adapter equals the merged matrix, unscaled."""

import torch
from torch import nn

g = torch.Generator().manual_seed(0)
d_model, rank, scaling, p = 64, 4, 2.0, 0.5
W = torch.randn(d_model, d_model, generator=g, dtype=torch.float64) / 8
A = torch.randn(rank, d_model, generator=g, dtype=torch.float64) / 8
B = torch.randn(d_model, rank, generator=g, dtype=torch.float64) / 8
x = torch.randn(1, d_model, generator=g, dtype=torch.float64)
drop = nn.Dropout(p)


def lora(x):
    return x @ W.T + scaling * drop(x) @ A.T @ B.T


merged = x @ (W + scaling * B @ A).T  # (1, d_model)
scaled = x @ (W + (1 - p) * scaling * B @ A).T  # merged with the factor 1 - p
mean = lora(x.expand(100_000, -1)).mean(dim=0, keepdim=True)
drop.eval()
print("evaluation equals merged:", torch.allclose(lora(x), merged))
print("evaluation equals merged with 1 - p:", torch.allclose(lora(x), scaled))
print("mean of training is nearer to merged than to merged with 1 - p:", end=" ")
print(bool((mean - merged).norm() < (mean - scaled).norm() / 10))
