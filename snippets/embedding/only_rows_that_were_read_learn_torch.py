"""Only rows of tokens that were read get a gradient; a token read twice gets both."""

import torch
from torch import nn

embedding = nn.Embedding(5, 2)  # vocab_size, d_model
embedding.weight.data.zero_()
ids = torch.tensor([3, 1, 3])  # token 3 twice   (time,)
targets = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])  # (time, d_model)

rows = embedding(ids)  # (time, d_model)
rows.retain_grad()
(0.5 * (rows - targets).square().sum()).backward()
print(embedding.weight.grad.numpy() + 0.0)

wrong = torch.zeros(5, 2)
wrong[ids] += rows.grad  # the second 3 overwrites the first
print("with += the row of token 3 is", wrong[3].numpy())
