"""True keeps a key in one of PyTorch's functions and hides it in another."""

import torch
from torch import nn
from torch.nn import functional as F

seq_len = d_model = 4
x = torch.eye(seq_len)[None]  # (batch, seq_len, d_model)
layer = nn.MultiheadAttention(d_model, num_heads=1, batch_first=True)


def keys_seen(weights):  # (seq_len,) of one query
    seen = " ".join(str(k) for k in range(seq_len) if weights[k] > 0) or "zeros"
    return "nan" if weights.isnan().any() else seen


earlier = torch.ones(seq_len, seq_len).tril().bool()  # True on and below the diagonal
print("True stands for   function                        keys seen by token 0, 1, 2, 3")
for name, mask in ("earlier and same", earlier), ("later", ~earlier):
    # With the identity as values the output is the attention weights.
    by_function = F.scaled_dot_product_attention(x, x, x, attn_mask=mask)
    _, by_module = layer(x, x, x, attn_mask=mask)  # output and weights
    for function, weights in (
        ("F.scaled_dot_product_attention", by_function),
        ("nn.MultiheadAttention", by_module),
    ):
        row = "".join(f"{keys_seen(w):9}" for w in weights[0])
        print(f"{name:16}  {function:31} {row.rstrip()}")
