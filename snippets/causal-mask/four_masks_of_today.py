"""The causal mask and three masks that are built on it, as True where a key is seen."""

import torch

seq_len, window, prefix = 6, 3, 3
document = torch.tensor([0, 0, 0, 1, 1, 1])  # two texts packed into one sequence
query = torch.arange(seq_len)[:, None]
key = torch.arange(seq_len)[None, :]
causal = key <= query  # (queries, keys)
masks = {
    "causal": causal,
    "window": causal & (query - key < window),
    "packed": causal & (document[:, None] == document[None, :]),
    "prefix": causal | (key < prefix),
}
print("query  " + "  ".join(f"{name:11}" for name in masks))
for i in range(seq_len):
    rows = (" ".join("-x"[int(seen)] for seen in mask[i]) for mask in masks.values())
    print(f"{i:5}  " + "  ".join(rows))
