"""The gradients of a token that occurs twice add up; `+=` with an index keeps one."""

import torch
from torch import nn

ids = torch.tensor([3, 1, 3])  # token 3 twice   (seq_len,)
grad_vectors = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])  # (seq_len, d_model)

embedding = nn.Embedding(num_embeddings=5, embedding_dim=2)  # vocab_size, d_model
embedding(ids).backward(gradient=grad_vectors)
print(embedding.weight.grad.numpy())

wrong = torch.zeros(5, 2)
wrong[ids] += grad_vectors  # the second 3 overwrites the first
print("with += the row of token 3 is", wrong[3].numpy())
