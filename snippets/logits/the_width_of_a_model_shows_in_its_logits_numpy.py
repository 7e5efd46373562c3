"""However many logits there are, a model is only as wide as their independent rows."""

import numpy as np


def table(rows, columns, start):  # stands for numbers of a trained model
    cells = np.arange(rows * columns, dtype=np.float64).reshape(rows, columns)
    return np.sin(start + cells**2)


vocab_size, d_model = 50, 8
unembedding = table(vocab_size, d_model, start=1)
h = table(200, d_model, start=2)  # what the blocks made of 200 texts

logits = h @ unembedding.T  # (200, vocab_size)
logprobs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
free = table(*logits.shape, start=3)  # as many numbers from no model
print("texts, logits for each:", logits.shape, end=", ")
print(f"largest {logits.max():.2f}, log-prob {logprobs.max():.2f}")
print("independent rows of the logits:", np.linalg.matrix_rank(logits))
print("of their log-probabilities:", np.linalg.matrix_rank(logprobs))
print("of a table of free numbers:", np.linalg.matrix_rank(free))
