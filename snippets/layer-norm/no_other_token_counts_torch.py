"""Layer norm looks at one token; batch norm's answer depends on the company."""

import torch

token = torch.tensor([1.0, 2.0, 6.0])  # (d_model,)
others = torch.tensor([[0.0, 1.0, 0.0], [100.0, 0.0, -50.0]])


def norm(x, dim):
    spread = x.std(dim=dim, keepdim=True, correction=0)
    return (x - x.mean(dim=dim, keepdim=True)) / spread


for other in others:
    x = torch.stack([token, other])  # (batch, d_model)
    for name, dim in ("layer norm", 1), ("batch norm", 0):
        print(
            f"{name} beside {other.tolist()}:", *(f"{y:5.2f}" for y in norm(x, dim)[0])
        )
