"""Which rows of the table Adam's first step changes, and which its second."""

import numpy as np

rng = np.random.default_rng(0)
vocab_size, d_model, lr = 6, 4, 0.01
start, output = rng.normal(size=(2, vocab_size, d_model))


def gradient_of(embedding, ids, targets, tied):
    x, unembedding = embedding[ids], embedding if tied else output
    logits = x @ unembedding.T  # (seq_len, vocab_size)
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    error = exps / exps.sum(axis=1, keepdims=True) - np.eye(vocab_size)[targets]
    gradient = error.T @ x if tied else np.zeros_like(embedding)  # as output matrix
    np.add.at(gradient, ids, error @ unembedding)  # as lookup table
    return gradient


print("rows that AdamW changes  reading 1 and 3     then reading 0 and 2")
for name, tied, decay in ("lookup only", 0, 0.0), ("tied", 1, 0.0), ("decay", 0, 0.1):
    embedding, mean, square, row = start, 0.0, 0.0, f"{name:24}"
    for step, ids in (1, [1, 3]), (2, [0, 2]):  # (seq_len,); each predicts the other
        gradient = gradient_of(embedding, ids, ids[::-1], tied)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        root = np.sqrt(square / (1 - 0.999**step)) + 1e-8
        after = embedding * (1 - lr * decay) - lr * mean / (1 - 0.9**step) / root
        changed, embedding = np.flatnonzero((after != embedding).any(axis=1)), after
        row += f" {changed.tolist()!s:19}"
    print(row.rstrip())
