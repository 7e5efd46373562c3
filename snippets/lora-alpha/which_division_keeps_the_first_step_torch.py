"""Which division keeps the first step at all ranks depends on the optimizer."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, alpha, lr = 200, 300, 16, 0.001
G = torch.tensor(rng.normal(size=(d_out, d_in)))  # gradient of the loss at the weights
starts = {rank: rng.normal(size=(rank, d_in)) / d_in**0.5 for rank in (4, 16, 64)}

print("how far the loss falls in the first step")
print("optimizer  alpha over ", *(f"rank {rank:2}" for rank in starts))
for optimizer in torch.optim.AdamW, torch.optim.SGD:
    for divisor, power in ("rank", 1), ("sqrt(rank)", 0.5):
        falls = []
        for rank, A in starts.items():  # A: (rank, d_in)
            scale, A = alpha / rank**power, torch.tensor(A)
            B = torch.zeros(d_out, rank, dtype=G.dtype, requires_grad=True)
            B.grad = scale * G @ A.T  # (d_out, rank)
            optimizer([B], lr=lr).step()
            falls.append(-(G * (scale * B.detach() @ A)).sum())  # of the loss
        shown = (f"{fall:7.1f}" for fall in falls)
        print(f"{optimizer.__name__:9}  {divisor:10} ", *shown)
