"""With a causal mask a later token changes no earlier output; without it, it does."""

import numpy as np
import torch
from torch.nn.functional import scaled_dot_product_attention

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
seq_len, d_model = 4, 3
W_q, W_k, W_v = torch.tensor(rng.normal(size=(3, d_model, d_model)))
x = torch.tensor(rng.normal(size=(seq_len, d_model)))  # a vector for each token
changed = x.clone()
changed[3] = torch.tensor([5.0, -5.0, 5.0])  # another last token


def attend(x, causal):  # (seq_len, d_model) -> (seq_len, d_model)
    q, k, v = ((x @ W)[None] for W in (W_q, W_k, W_v))
    return scaled_dot_product_attention(q, k, v, is_causal=causal)[0]


for name, causal in ("causal", True), ("no mask", False):
    change = abs(attend(changed, causal) - attend(x, causal)).amax(dim=1)
    steps = " ".join(f"{c:.2f}" for c in change)
    print(f"{name:7} outputs change by {steps}, exactly 0: {(change == 0).sum()}")
