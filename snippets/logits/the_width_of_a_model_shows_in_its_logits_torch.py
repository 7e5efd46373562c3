"""However many logits there are, a model is only as wide as their independent rows."""

import torch


def table(rows, columns, start):  # stands for numbers of a trained model
    cells = torch.arange(rows * columns).double().reshape(rows, columns)
    return torch.sin(start + cells**2)


vocab_size, d_model = 50, 8
unembedding = table(vocab_size, d_model, start=1)
h = table(200, d_model, start=2)  # what the blocks made of 200 texts

logits = h @ unembedding.T  # (200, vocab_size)
logprobs = torch.log_softmax(logits, dim=1)
free = table(*logits.shape, start=3)  # as many numbers from no model
print("texts, logits for each:", tuple(logits.shape), end=", ")
print(f"largest {logits.max():.2f}, log-prob {logprobs.max():.2f}")
print("independent rows of the logits:", int(torch.linalg.matrix_rank(logits)))
print("of their log-probabilities:", int(torch.linalg.matrix_rank(logprobs)))
print("of a table of free numbers:", int(torch.linalg.matrix_rank(free)))
