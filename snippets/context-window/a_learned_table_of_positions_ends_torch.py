"""A learned vector for each position ends at the window; a rotation never does."""

import torch
from torch import nn

context, d_head = 8, 4
start = torch.arange(context * d_head, dtype=torch.float64).reshape(context, d_head)
learned = nn.Embedding.from_pretrained(start)  # (context, d_head)
frequencies = 10_000.0 ** (-torch.arange(0, d_head, 2).double() / d_head)
for position in (0, 7, 8, 1000):
    try:
        vector = learned(torch.tensor(position)).numpy()
    except IndexError:
        vector = "IndexError"
    angles = (position * frequencies).numpy().round(2)  # of RoPE, in radians
    print(f"position {position:4}: learned {vector}, angles {angles}")
