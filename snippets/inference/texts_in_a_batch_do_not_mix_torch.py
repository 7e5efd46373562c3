"""A batch gives each text the answer it has alone, if filler is masked, uncounted."""

import torch
from torch.nn import functional as F

table = torch.sin(2.0 * torch.arange(9 * 4).double()).reshape(9, 4)  # for each token
places = torch.cos(5.0 * torch.arange(6 * 4).double()).reshape(6, 4)  # for each place


def last_logits(ids, filler, skip):  # tokens of filler: masked, not counted (batch,)
    order = torch.arange(ids.shape[1])
    x = table[ids] + places[order - skip[:, None]]  # (batch, time, d_model)
    real = order >= filler[:, None]  # (batch, time)
    sees = (order[:, None] >= order) & real[:, None, :]  # (batch, time, time)
    sees = sees | (order[:, None] == order)  # no empty row
    mixed = F.scaled_dot_product_attention(x, x, x, attn_mask=sees, scale=1.0)
    return mixed[:, -1] @ table.T  # of the last place   (batch, vocab_size)


none = torch.tensor([0])
texts = torch.tensor([[5, 2]]), torch.tensor([[7, 1, 3, 8]])
alone = torch.cat([last_logits(text, none, none) for text in texts])
batch = torch.tensor([[0, 0, 5, 2], [7, 1, 3, 8]])  # filler 0 on the left (batch, time)
filler = torch.tensor([2, 0])
best = alone.max(dim=1)
print(f"alone: likeliest {best.indices.numpy()}, logits {best.values.numpy().round(2)}")
for masked, uncounted in (1, 1), (1, 0), (0, 1):
    off = last_logits(batch, filler * masked, filler * uncounted) - alone
    off = off.abs().amax(dim=1).numpy().round(2)
    print(f"masked {masked}, uncounted {uncounted}: off by {off}")
