"""Without attention no token learns anything from another, in any number of blocks."""

import numpy as np
import torch
from torch.nn.functional import layer_norm, scaled_dot_product_attention

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
time, d_model, n_layers = 5, 8, 4
x = torch.tensor(rng.normal(size=(time, d_model)))
changed = x.clone()
changed[1] = torch.tensor(rng.normal(size=d_model))  # another second token
blocks = torch.tensor(rng.normal(size=(n_layers, 5, d_model, d_model)) / 3)


def run(x, attention):  # (time, d_model) through all blocks
    for q, k, v, up, down in blocks:
        if attention:
            seen = layer_norm(x, [d_model])[None]  # a batch of one text
            parts = seen @ q, seen @ k, seen @ v
            x = x + scaled_dot_product_attention(*parts, scale=1)[0]
        x = x + (layer_norm(x, [d_model]) @ up).relu() @ down  # feed-forward layer
    return x


for attention in True, False:
    moved = abs(run(changed, attention) - run(x, attention)).amax(-1)  # (time,)
    print(f"attention {attention!s:5} tokens move by", *(f"{m:.2f}" for m in moved))
