"""With fewer queries than keys, is_causal hides nearly all that should be seen."""

import torch
from torch.nn import functional as F

k = torch.zeros(1, 4, 2).double()  # four keys, all alike   (batch, time, d_head)
v = torch.tensor([[[1.0], [10.0], [100.0], [1000.0]]]).double()
for new in (1, 2, 4):
    q = torch.zeros(1, new, 2).double()  # the newest tokens; the others are in a cache
    flag = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    keep = torch.ones(new, 4).tril(4 - new).bool()  # counted from the last key
    right = F.scaled_dot_product_attention(q, k, v, attn_mask=keep)
    for name, output in ("is_causal", flag), ("right", right):
        print(f"{new} new, {name}:", *(f"{o:g}" for o in output.ravel()))
