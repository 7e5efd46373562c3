"""Looking up a row gives what multiplying by a row of zeros with one 1 in it gives."""

import torch
from torch import nn
from torch.nn import functional as F

table = torch.arange(5)[:, None] + torch.tensor([0.0, 0.5])  # row i is i, i.5
embedding = nn.Embedding.from_pretrained(table)  # (vocab_size, d_model)
ids = torch.tensor([[3, 0, 3], [1, 1, 2]])  # two texts of three tokens   (batch, time)

looked_up = embedding(ids)  # (batch, time, d_model)
one_hot = F.one_hot(ids, num_classes=len(table)).float()  # (batch, time, vocab_size)
print("token 3 as one-hot:", one_hot[0, 0].numpy())
print("looked up:", *looked_up.tolist())
print("multiplied, the same:", torch.equal(one_hot @ table, looked_up))
print("multiplications:", one_hot.numel() * table.shape[1], "instead of none")
