"""Which division keeps the first step at all ranks depends on the optimizer."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, alpha, lr = 200, 300, 16, 0.001
G = torch.tensor(rng.normal(size=(d_out, d_in)))  # gradient of the loss at the weights

print("      AdamW: alpha over   SGD: alpha over   (how far the loss falls)")
print("rank   rank  sqrt(rank)   rank  sqrt(rank)")
for rank in (4, 16, 64):
    A = torch.tensor(rng.normal(size=(rank, d_in))) / d_in**0.5  # (rank, d_in)
    falls = []
    for optimizer in torch.optim.AdamW, torch.optim.SGD:
        for scale in alpha / rank, alpha / rank**0.5:
            B = torch.zeros(d_out, rank, dtype=G.dtype, requires_grad=True)
            B.grad = scale * G @ A.T  # (d_out, rank)
            optimizer([B], lr=lr).step()
            falls.append(-(G * (scale * B.detach() @ A)).sum())  # of the loss
    by_rank, by_root = falls[::2], falls[1::2]
    print(f"{rank:4}  {by_rank[0]:5.1f} {by_root[0]:11.0f}", end="  ")
    print(f"{by_rank[1]:5.1f} {by_root[1]:11.0f}")
