"""If each layer looks back two positions, four layers look back eight."""

import torch
from torch.nn import functional as F

seq_len, window = 12, 3  # itself and the two positions before
sees = torch.ones(seq_len, seq_len).tril().triu(1 - window).bool()


def attend(x):
    q = x[None, :, None]  # one number for each position   (1, seq_len, 1)
    return F.scaled_dot_product_attention(query=q, key=q, value=q, attn_mask=sees)[
        0, :, 0
    ]


x = torch.arange(seq_len).double().sin()  # (seq_len,)
changed = x.clone()
changed[0] = 1.0  # was sin(0), 0
for layer in range(1, 5):
    x, changed = attend(x), attend(changed)
    reached = (changed - x).abs().nonzero().flatten().numpy()
    print(f"after {layer} layers the first token has changed positions {reached}")
