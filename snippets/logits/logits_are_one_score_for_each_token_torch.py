"""Logits are one score for each token of the vocabulary, at each position."""

import torch
from torch.nn import functional as F

vocab = ["mat", "floor", "moon", "."]
unembedding = torch.tensor([  # one learned row for each token   (vocab_size, d_model)
    [2.0, 1.0, 0.5],
    [1.5, 0.5, 1.0],
    [-1.0, -0.5, 1.0],
    [-0.5, -1.0, 2.0],
])  # fmt: skip


def logits_of(h, unembedding):
    return F.linear(h, unembedding)  # a dot product with every row


# The final hidden states, after the last norm   (seq_len, d_model)
h = torch.tensor([[1.0, 1.5, 0.5], [0.5, -1.0, 1.5]])
for row in logits_of(h, unembedding):
    scores = "  ".join(f"{word} {z:5.2f}" for word, z in zip(vocab, row))
    print(f"{scores}   sum {row.sum():.2f}, most probable: {vocab[row.argmax()]}")
