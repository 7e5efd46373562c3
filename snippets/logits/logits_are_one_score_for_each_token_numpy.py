"""Logits are one score for each token of the vocabulary, at each position."""

import numpy as np

vocab = ["mat", "floor", "moon", "."]
unembedding = np.array([  # one learned row for each token   (vocab_size, d_model)
    [2.0, 1.0, 0.5],
    [1.5, 0.5, 1.0],
    [-1.0, -0.5, 1.0],
    [-0.5, -1.0, 2.0],
])  # fmt: skip


def logits_of(h, unembedding):
    return h @ unembedding.T  # a dot product with every row   (seq_len, vocab_size)


# The final hidden states, after the last norm   (seq_len, d_model)
h = np.array([[1.0, 1.5, 0.5], [0.5, -1.0, 1.5]])
for row in logits_of(h, unembedding):
    scores = "  ".join(f"{word} {z:5.2f}" for word, z in zip(vocab, row))
    print(f"{scores}   sum {row.sum():.2f}, most probable: {vocab[row.argmax()]}")
