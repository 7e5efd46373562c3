"""Looking up a row gives what multiplying a one-hot vector by the matrix gives."""

import torch
from torch import nn
from torch.nn import functional as F

matrix = torch.tensor(  # (vocab_size, d_model)
    [[0.1, -0.4], [0.7, 0.2], [-0.5, 0.9], [0.3, 0.8]],
    dtype=torch.float64,
)
embedding = nn.Embedding.from_pretrained(matrix)
ids = torch.tensor([[3, 0, 3], [1, 1, 2]])  # two texts of three tokens (batch, seq_len)

looked_up = embedding(ids)  # (batch, seq_len, d_model)
one_hot = F.one_hot(ids, num_classes=len(matrix)).double()  # (..., vocab_size)
print("token 3 as one-hot:", one_hot[0, 0].numpy())
print("looked up:", *looked_up.tolist())
print("multiplied, the same:", torch.equal(one_hot @ matrix, looked_up))
print("multiplications:", one_hot.numel() * matrix.shape[1], "instead of none")
