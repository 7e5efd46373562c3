"""Without attention no token learns anything from another, in any number of blocks."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
n_layers = 4
seq_len, d_model = 5, 8
x = torch.tensor(rng.normal(size=(seq_len, d_model)))
changed = x.clone()
changed[1] = torch.tensor(rng.normal(size=d_model))  # another second token
blocks = torch.tensor(rng.normal(size=(n_layers, 5, d_model, d_model)) / 3)


def run(x, with_attention):  # (seq_len, d_model) through all blocks
    for W_q, W_k, W_v, up, down in blocks:
        if with_attention:  # without a mask: all look at all
            h = F.layer_norm(x, [d_model])[None]  # a batch of one text
            x = x + F.scaled_dot_product_attention(h @ W_q, h @ W_k, h @ W_v)[0]
        x = x + F.layer_norm(x, [d_model]).matmul(up).relu() @ down  # feed-forward
    return x


for with_attention in (True, False):
    moved = abs(run(changed, with_attention) - run(x, with_attention)).amax(dim=-1)
    print(f"attention {with_attention!s:5} moved by", *(f"{m:.2f}" for m in moved))
