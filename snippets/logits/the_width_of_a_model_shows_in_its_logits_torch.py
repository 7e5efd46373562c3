"""However many logits there are, their rank is at most the width of the model."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
vocab_size, d_model, texts = 50, 8, 200
unembedding = torch.tensor(rng.normal(size=(vocab_size, d_model)))
h = torch.tensor(rng.normal(size=(texts, d_model)))  # final hidden states of 200 texts

logits = h @ unembedding.T  # (texts, vocab_size)
logprobs = logits.log_softmax(dim=-1)
free = torch.tensor(rng.normal(size=tuple(logits.shape)))  # from no model
print("texts, logits for each:", tuple(logits.shape))
print(f"sum of all probabilities:      {logprobs.exp().sum():.1f}")
print("rank of the logits:           ", int(torch.linalg.matrix_rank(logits)))
print("rank of the log-probabilities:", int(torch.linalg.matrix_rank(logprobs)))
print("rank of unrelated numbers:    ", int(torch.linalg.matrix_rank(free)))
