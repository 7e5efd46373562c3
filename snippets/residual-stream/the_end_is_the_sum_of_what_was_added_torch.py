"""The last state of a token is its embedding plus all that the stages added."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
time, d_model, n_layers = 3, 4, 2
stages = torch.tensor(rng.normal(size=(n_layers, 5, d_model, d_model))) / 2
x = torch.tensor(rng.normal(size=(time, d_model)))  # embeddings   (time, d_model)


def attention(x, *qkv):
    q, k, v = (x[None] @ matrix for matrix in qkv)
    return F.scaled_dot_product_attention(q, k, v, is_causal=True)[0]


added = {"embedding": x}
for layer, (Wq, Wk, Wv, up, down) in enumerate(stages):
    added[f"attention {layer}"] = attention(F.layer_norm(x, [d_model]), Wq, Wk, Wv)
    x = x + added[f"attention {layer}"]
    added[f"feed-forward {layer}"] = (F.layer_norm(x, [d_model]) @ up).relu() @ down
    x = x + added[f"feed-forward {layer}"]
for name, part in added.items():
    print(f"{name:14}", *(f"{p:6.2f}" for p in part[-1]))
print("sum           ", *(f"{s:6.2f}" for s in sum(added.values())[-1]))
print("last state    ", *(f"{s:6.2f}" for s in x[-1]))
