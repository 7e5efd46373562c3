"""If each layer looks back two places, four layers look back eight."""

import torch
from torch.nn import functional as F

time, window = 12, 3  # itself and the two places before
sees = torch.ones(time, time).tril().triu(1 - window).bool()  # (time, time)


def attend(x):
    q = x[None, :, None]  # one number for each place   (1, time, 1)
    return F.scaled_dot_product_attention(q, q, q, attn_mask=sees)[0, :, 0]


x = torch.arange(time).double().sin()  # (time,)
changed = x.clone()
changed[0] += 1.0
for layer in range(1, 5):
    x, changed = attend(x), attend(changed)
    reached = (changed - x).abs().nonzero().flatten()
    print(f"layers: {layer}, of {time} places the first token moves {reached.numpy()}")
