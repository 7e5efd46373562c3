"""Latent attention keeps one vector a token, and each head has keys of its own."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
seq_len, d_model, n_heads, d_head, d_latent = 4, 16, 3, 5, 7
x = torch.tensor(rng.normal(size=(seq_len, d_model)))
W_down = torch.tensor(rng.normal(size=(d_model, d_latent))) / 4
up_k, up_v = torch.tensor(rng.normal(size=(2, n_heads, d_latent, d_head))) / 2
W_q = torch.tensor(rng.normal(size=(n_heads, d_model, d_head))) / 4

latent = x @ W_down  # kept for each token   (seq_len, d_latent)
q = (x[-1] @ W_q)[:, None]  # of the last token   (n_heads, 1, d_head)

k, v = latent @ up_k, latent @ up_v  # written out   (n_heads, seq_len, d_head)
written_out = F.scaled_dot_product_attention(q, k, v)

shared = latent.expand(1, -1, -1)  # key and value of all heads, as with one kv head
moved = (q @ up_k.mT).transpose(0, 1)  # the query, moved   (1, n_heads, d_latent)
gathered = F.scaled_dot_product_attention(moved, shared, shared, scale=d_head**-0.5)
absorbed = gathered.transpose(0, 1) @ up_v

print(f"kept for a token: {latent.shape[1]} numbers, not {2 * n_heads * d_head}")
print("head  key of token 0   output  absorbed")
for h in range(n_heads):
    key = " ".join(f"{number:5.2f}" for number in k[h, 0, :2])
    print(f"{h:4} {key} ...  {written_out[h, 0, 0]:6.2f} {absorbed[h, 0, 0]:9.2f}")
