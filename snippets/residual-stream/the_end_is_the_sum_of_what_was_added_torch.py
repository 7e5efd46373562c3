"""The last state of a token is its embedding plus all that the layers added."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
seq_len, d_model, n_layers = 3, 4, 2
layers = torch.tensor(rng.normal(size=(n_layers, 5, d_model, d_model))) / 2
x = torch.tensor(rng.normal(size=(seq_len, d_model)))  # embeddings


def norm(x):
    return F.layer_norm(x, [d_model], eps=1e-5)


added = {"embedding": x}
for n, (W_q, W_k, W_v, up, down) in enumerate(layers):
    q, k, v = (norm(x)[None] @ W for W in (W_q, W_k, W_v))  # a batch of one text
    mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    added[f"attention {n}"] = mixed[0]
    x = x + added[f"attention {n}"]
    added[f"feed-forward {n}"] = (norm(x) @ up).relu() @ down
    x = x + added[f"feed-forward {n}"]
print("part            x[0]   x[1]   x[2]   x[3]")
for name, part in (added | {"sum": sum(added.values()), "last state": x}).items():
    print(f"{name:14}", *(f"{p:6.2f}" for p in part[-1]))  # of the last token
