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


print("AdamW, row ", *(f"{row:4}" for row in range(vocab_size)))
for name, tied, decay in ("plain", 0, 0.0), ("tied", 1, 0.0), ("decay", 0, 0.1):
    embedding, mean, square = start, 0.0, 0.0
    for step, ids in (1, [1, 3]), (2, [0, 2]):  # (seq_len,); each predicts the other
        gradient = gradient_of(embedding, ids, ids[::-1], tied)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        root = np.sqrt(square / (1 - 0.999**step)) + 1e-8
        after = embedding * (1 - lr * decay) - lr * mean / (1 - 0.9**step) / root
        moved = 1000 * abs(after - embedding).mean(axis=1)  # thousandths (vocab_size,)
        print(f"{name:5}", ids, *(f"{size:4.2g}" for size in moved))
        embedding = after
