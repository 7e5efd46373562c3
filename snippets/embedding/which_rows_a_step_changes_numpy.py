"""A step changes the rows that were looked up; tying or weight decay changes all."""

import numpy as np

rng = np.random.default_rng(0)
vocab_size, d_model = 6, 4
ids, targets = np.array([1, 3]), np.array([3, 1])  # (seq_len,)
embedding = rng.normal(size=(vocab_size, d_model))
output = rng.normal(size=(vocab_size, d_model))


def gradient_of_embedding(unembedding, tied):
    x = embedding[ids]  # (seq_len, d_model)
    logits = x @ unembedding.T  # (seq_len, vocab_size)
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    error = exps / exps.sum(axis=1, keepdims=True) - np.eye(vocab_size)[targets]
    gradient = error.T @ x if tied else np.zeros_like(embedding)  # as output matrix
    np.add.at(gradient, ids, error @ unembedding)  # as lookup table
    return gradient


print("rows that one step of AdamW changes, of", list(range(vocab_size)))
for name, tied, decay in ("lookup only", 0, 0.0), ("tied", 1, 0.0), ("decay", 0, 0.1):
    gradient = gradient_of_embedding(embedding if tied else output, tied)
    step = gradient / (abs(gradient) + 1e-8) + decay * embedding  # Adam's first step
    changed = np.flatnonzero(abs(0.01 * step).max(axis=1) > 0)
    print(f"{name:12} {changed.tolist()}")
