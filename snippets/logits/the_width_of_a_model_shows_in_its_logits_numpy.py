"""However many logits there are, their rank is at most the width of the model."""

import numpy as np

rng = np.random.default_rng(0)
vocab_size, texts = 50, 200
d_model = 8  # knob: 2 to 48 by 2
unembedding = rng.normal(size=(vocab_size, d_model))
h = rng.normal(size=(texts, d_model))  # final hidden states of 200 texts

logits = h @ unembedding.T  # (texts, vocab_size)
largest = logits.max(axis=1, keepdims=True)
logsumexp = largest + np.log(np.exp(logits - largest).sum(axis=1, keepdims=True))
logprobs = logits - logsumexp
free = rng.normal(size=logits.shape)  # as many numbers from no model
print("texts, logits for each:", logits.shape)
print(f"sum of all probabilities:      {np.exp(logprobs).sum():.1f}")
print("rank of the logits:           ", np.linalg.matrix_rank(logits))
print("rank of the log-probabilities:", np.linalg.matrix_rank(logprobs))
print("rank of unrelated numbers:    ", np.linalg.matrix_rank(free))
