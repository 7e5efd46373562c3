"""FlexAttention takes a mask as a function of positions, and skips what it hides."""

import torch
from torch.nn.attention.flex_attention import create_block_mask, create_mask

seq_len, window, prefix = 1024, 100, 300
document = torch.arange(seq_len) // 256  # four texts packed into one sequence
functions = {  # of batch, head, position of the query and position of the key
    "causal": lambda b, h, i, j: j <= i,
    "window": lambda b, h, i, j: (j <= i) & (i - j < window),
    "packed": lambda b, h, i, j: (j <= i) & (document[i] == document[j]),
    "prefix": lambda b, h, i, j: (j <= i) | (j < prefix),
}
sizes = {"B": None, "H": None, "Q_LEN": seq_len, "KV_LEN": seq_len, "device": "cpu"}
print("mask    entries hidden  blocks of 128 x 128 left out")
for name, seen in functions.items():
    dense = create_mask(seen, **sizes)  # what other functions take: one entry a pair
    hidden = 1 - dense.double().mean()
    blocks = create_block_mask(seen, **sizes)  # what flex_attention takes as block_mask
    print(f"{name:7} {hidden:14.0%} {blocks.sparsity():28.0f}%")
