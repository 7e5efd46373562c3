"""A learned row for each place ends at the window; a rotation exists for any place."""

import torch
from torch import nn

context, d_head = 8, 4
start = torch.arange(context * d_head, dtype=torch.float64).reshape(context, d_head)
rows = nn.Embedding.from_pretrained(start)  # learned   (context, d_head)
speeds = 10000.0 ** (-torch.arange(0, d_head, 2).double() / d_head)  # of the rotation
for place in (0, 7, 8, 1000):
    try:
        learned = rows(torch.tensor(place)).numpy()
    except IndexError:
        learned = "IndexError"
    angles = (place * speeds).numpy().round(2)  # in radians
    print(f"place {place:4}: learned {learned}, angles {angles}")
