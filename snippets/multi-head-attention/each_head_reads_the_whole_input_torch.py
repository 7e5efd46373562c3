"""Each head reads all numbers of a token: the cut into heads comes afterwards."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_model, n_heads = 6, 3
d_head = d_model // n_heads
Wq = torch.tensor(rng.normal(size=(d_model, d_model)))
x = torch.tensor(rng.normal(size=d_model))  # one token   (d_model,)

q = (x @ Wq).view(n_heads, d_head)
for place in range(d_model):
    nudged = x.clone()
    nudged[place] += 1
    moved = ((nudged @ Wq).view(n_heads, d_head) - q).abs().sum(dim=1)  # (n_heads,)
    print(f"input {place} moves the heads' queries by", *(f"{m:.1f}" for m in moved))
