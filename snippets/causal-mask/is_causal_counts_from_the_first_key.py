"""With fewer queries than keys, is_causal hides nearly all that should be seen."""

import torch
from torch.nn import functional as F
from torch.nn.attention.bias import causal_lower_right

k = torch.zeros(1, 4, 2)  # four keys, all alike   (batch, keys, d_head)
v = torch.tensor([[[1.0], [10.0], [100.0], [1000.0]]])  # so the mean tells who was seen
print("new tokens  is_causal=True    causal_lower_right    a mask by hand")
for new in (1, 2, 4):
    q = torch.zeros(1, new, 2)  # the newest tokens; the others are in a cache
    keep = torch.ones(new, 4).tril(4 - new).bool()  # counted from the last key
    row = f"{new:10}"
    for output in (
        F.scaled_dot_product_attention(q, k, v, is_causal=True),
        F.scaled_dot_product_attention(q, k, v, attn_mask=causal_lower_right(new, 4)),
        F.scaled_dot_product_attention(q, k, v, attn_mask=keep),
    ):
        row += f"  {' '.join(f'{o:.4g}' for o in output.flatten()):18}"
    print(row.rstrip())
