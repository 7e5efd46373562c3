"""Shuffling keys and values together changes nothing: attention sees no order."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
batch, seq_len, d_head, d_v = 2, 4, 3, 2
q = torch.tensor(rng.normal(size=(batch, seq_len, d_head)))
k = torch.tensor(rng.normal(size=(batch, seq_len, d_head)))
v = torch.tensor(rng.normal(size=(batch, seq_len, d_v)))
shuffled = [2, 0, 3, 1]

print("                 output of the first query, of the last")
for name, keys, values in (
    ("as they are", k, v),
    ("both shuffled", k[:, shuffled], v[:, shuffled]),
    ("values shuffled", k, v[:, shuffled]),
):
    output = F.scaled_dot_product_attention(q, keys, values)
    first, *_, last = output[1]  # of the second text
    print(f"{name:16}", *(f"{n:5.2f}" for n in [*first, *last]))
