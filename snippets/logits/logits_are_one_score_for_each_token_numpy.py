"""Logits are one score for each token of the vocabulary, at each place of the text."""

import numpy as np

vocab = ["mat", "floor", "moon", "."]
unembedding = np.array([  # one learned row for each token   (vocab_size, d_model)
    [2.0, 1.0, 0.5],
    [1.5, 0.5, 1.0],
    [-1.0, -0.5, 1.0],
    [-0.5, -1.0, 2.0],
])  # fmt: skip


def logits_of(h, unembedding):
    return h @ unembedding.T  # a dot product with every row   (time, vocab_size)


h = np.array(
    [[1.0, 1.5, 0.5], [0.5, -1.0, 1.5]]
)  # what the blocks made (time, d_model)
for row in logits_of(h, unembedding):
    scores = "  ".join(f"{word} {z:5.2f}" for word, z in zip(vocab, row))
    print(f"{scores}   sum {row.sum():.2f}, likeliest: {vocab[row.argmax()]}")
