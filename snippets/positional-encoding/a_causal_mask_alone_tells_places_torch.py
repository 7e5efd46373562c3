"""Without any encoding, a causal mask and a first token tell places apart."""

import torch
from torch.nn import functional as F

time = 6
values = torch.tensor([1.0, 0.0, 0.0, 0.0, 0.0, 0.0])  # 1 for the first token, else 0
zeros = torch.zeros(1, 1, time, 1)  # queries and keys: all fit equally well
for name, masked in ("with a mask", True), ("without", False):
    v = values.view(1, 1, time, 1)  # (batch, n_heads, time, d_head)
    gathered = F.scaled_dot_product_attention(
        zeros, zeros, v, is_causal=masked
    ).flatten()
    places = (1 / gathered).round().int().numpy()
    print(f"{name:11} {gathered.numpy().round(2)}, places: {places}")
