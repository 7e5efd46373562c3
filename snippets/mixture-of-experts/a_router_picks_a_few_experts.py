"""Mixture of experts to copy: a few layers for each token (in training at least 2)."""

import torch
from torch.nn import functional as F


def mixture_of_experts(x, router, gate, up, down, n_active):
    """x: (..., d_model); router: (d_model, n_experts); gate, up, down: by expert."""
    tokens = x.flatten(0, -2)
    scores, chosen = (tokens @ router).topk(n_active, dim=-1)  # (tokens, n_active)
    weights = scores.softmax(dim=-1, dtype=torch.float32).to(x.dtype)
    out = torch.zeros_like(tokens)
    for expert in chosen.unique():  # the others are not even read
        token, rank = torch.where(chosen == expert)
        hidden = F.silu(tokens[token] @ gate[expert]) * (tokens[token] @ up[expert])
        out[token] += weights[token, rank, None] * (hidden @ down[expert])
    return out.view(x.shape), chosen, weights


g = torch.Generator().manual_seed(0)
n_experts, d_model, d_ff = 8, 6, 4
router = torch.randn(d_model, n_experts, generator=g) / 2
gate, up = torch.randn(2, n_experts, d_model, d_ff, generator=g)
down = torch.randn(n_experts, d_ff, d_model, generator=g)
x = torch.randn(1, 5, d_model, generator=g)  # (batch, seq_len, d_model)
out, chosen, weights = mixture_of_experts(x, router, gate, up, down, n_active=2)
print("token  experts  weights    output")
for i, (experts, (first, second)) in enumerate(zip(chosen.tolist(), weights)):
    print(f"{i:5}  {experts}   {first:.2f} {second:.2f} {out[0, i, 0]:8.2f} ...")
