"""Attention weights are computed from each input; the matrices that make them stay."""

import numpy as np


def softmax(scores):
    exps = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exps / exps.sum(axis=-1, keepdims=True)


W_q = np.array([[1.0, 0.0], [0.5, 2.0]])  # learned   (d_model, d_head)
W_k = np.array([[0.5, 1.0], [-1.0, 1.0]])  # learned   (d_model, d_head)
d_head = W_q.shape[1]

texts = {"first": [[1.0, 0], [0, 1], [1, 1]], "second": [[0.0, 1], [0, 1], [2, -1]]}
print("text     attention weights of the last token")
for name, tokens in texts.items():
    x = np.array(tokens)  # (seq_len, d_model)
    scores = (x @ W_q) @ (x @ W_k).T / np.sqrt(d_head)  # (seq_len, seq_len)
    weights = softmax(scores)  # each row sums to 1
    print(f"{name:8}", *(f"{weight:.2f}" for weight in weights[-1]))
