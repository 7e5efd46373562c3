"""In a mixture of experts each token is worked on by a few of several layers."""

import torch
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
n_experts, n_active, n_tokens, d_model, d_ff = 8, 2, 32, 6, 4
router = torch.randn(d_model, n_experts, generator=g, dtype=torch.float64)
gate, up = torch.randn(2, n_experts, d_model, d_ff, generator=g, dtype=torch.float64)
down = torch.randn(n_experts, d_ff, d_model, generator=g, dtype=torch.float64)


def mixture_of_experts(x):  # (tokens, d_model) -> (tokens, d_model)
    probs = (x @ router).softmax(dim=-1)  # (tokens, n_experts)
    weights, chosen = probs.topk(n_active, dim=-1)  # (tokens, n_active)
    out, weights = torch.zeros_like(x), weights / weights.sum(dim=-1, keepdim=True)
    for expert in chosen.unique():  # the others are not even read
        token, rank = torch.where(chosen == expert)
        hidden = F.silu(x[token] @ gate[expert]) * (x[token] @ up[expert])  # SwiGLU
        out[token] += weights[token, rank, None] * (hidden @ down[expert])
    return out, chosen, weights


x = torch.randn(n_tokens, d_model, generator=g, dtype=torch.float64)
out, chosen, weights = mixture_of_experts(x)
print("token  experts  weights     output ...")
for i, (experts, shares) in enumerate(zip(chosen[:5].tolist(), weights.tolist())):
    print(f"{i:5}  {experts!s:7}  {shares[0]:.2f} {shares[1]:.2f} {out[i, 0]:10.2f}")
read = (len(chosen[:n].unique()) for n in (1, 5, n_tokens))
print(f"experts read by 1, 5 and all {n_tokens} tokens:", *read)
