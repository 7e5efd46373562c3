"""Each head reads the whole vector of a token: the split comes after the projection."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_model, n_heads = 6, 3
d_head = d_model // n_heads
W_q = torch.tensor(rng.normal(size=(d_model, d_model)))
x = torch.tensor(rng.normal(size=d_model))  # one token   (d_model,)

q = (x @ W_q).view(n_heads, d_head)
print("changed entry   query of head 0  head 1  head 2 moves by")
for entry in range(d_model):
    nudged = x.clone()
    nudged[entry] += 1
    moved = ((nudged @ W_q).view(n_heads, d_head) - q).abs().sum(dim=1)  # (n_heads,)
    print(f"{entry:13}", f"{moved[0]:17.2f} {moved[1]:7.2f} {moved[2]:7.2f}")
