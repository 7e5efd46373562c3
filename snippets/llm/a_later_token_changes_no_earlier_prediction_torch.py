"""With a causal mask a later token changes no earlier output; without it, it does."""

import numpy as np
import torch
from torch.nn.functional import scaled_dot_product_attention

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
time, d_model = 4, 3
Wq, Wk, Wv = torch.tensor(rng.normal(size=(3, d_model, d_model)))
x = torch.tensor(rng.normal(size=(time, d_model)))  # one row a token
changed = x.clone()
changed[3] = torch.tensor([5.0, -5.0, 5.0])  # another last token


def attend(x, causal):  # (time, d_model) -> (time, d_model)
    q, k, v = ((x @ W)[None] for W in (Wq, Wk, Wv))
    return scaled_dot_product_attention(q, k, v, is_causal=causal)[0]


for name, causal in ("causal", True), ("no mask", False):
    moved = abs(attend(changed, causal) - attend(x, causal)).amax(dim=1)
    steps = " ".join(f"{m:.2f}" for m in moved)
    print(f"{name:7} outputs move by {steps}, exactly 0: {(moved == 0).sum()}")
