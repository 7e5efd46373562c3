"""Sequences in a batch get what each gets alone, if padding is masked, uncounted."""

import numpy as np
import torch
from torch.nn.functional import scaled_dot_product_attention

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
embedding, position = [torch.tensor(rng.normal(size=(n, 4))) for n in (9, 6)]


def last_logits(ids, masked, skipped):  # (batch, seq_len) and two of (batch, 1)
    order = torch.arange(ids.shape[1])
    x = embedding[ids] + position[(order - skipped).clamp(min=0)]  # (b, s, d_model)
    sees = (order[:, None] >= order) & (order >= masked)[:, None]  # (b, s, s)
    sees |= order[:, None] == order  # padding sees itself: no row is empty
    mixed = scaled_dot_product_attention(x, x, x, attn_mask=sees, scale=1.0)
    return mixed[:, -1] @ embedding.T  # at the last position (batch, vocab_size)


none = torch.zeros(1, 1, dtype=torch.long)
short, long = torch.tensor([[5, 2]]), torch.tensor([[7, 1, 3, 8]])
alone = torch.cat([last_logits(ids, none, none) for ids in (short, long)])
batch = torch.tensor([[0, 0, 5, 2], [7, 1, 3, 8]])  # two tokens of padding on the left
padding = torch.tensor([[2], [0]])  # how many
print("masked   counted as positions   short one off by   long one off by")
for masked, counted in ((True, False), (True, True), (False, False)):
    logits = last_logits(batch, padding * masked, padding * (not counted))
    off = (logits - alone).abs().amax(dim=1)
    print(f"{masked!s:8} {counted!s:22} {off[0]:16.2f} {off[1]:17.2f}")
