"""One pass over a text gives the losses that reading it piece by piece would give."""

import numpy as np


def matrix(rows, columns, start):  # stands for learned weights
    return np.sin(start + np.arange(rows * columns, dtype=np.float64)).reshape(rows, -1)


embedding = matrix(5, 4, start=1)  # (vocab_size, d_model)
W_q, W_k = matrix(4, 4, start=2), matrix(4, 4, start=3)


def softmax(scores):
    exps = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exps / exps.sum(axis=-1, keepdims=True)


def losses(ids):  # attention with a causal mask, then logits
    x = embedding[ids[:-1]]  # (seq_len, d_model)
    scores = (x @ W_q) @ (x @ W_k).T / x.shape[1] ** 0.5  # (seq_len, seq_len)
    scores = np.where(np.tri(len(x)), scores, -np.inf)  # itself and what came before
    probs = softmax(softmax(scores) @ x @ embedding.T)  # (seq_len, vocab_size)
    return -np.log(probs[np.arange(len(x)), ids[1:]])  # of each target   (seq_len,)


ids = np.array([0, 3, 1, 4, 2, 0, 3])
pieces = [losses(ids[: end + 1])[-1] for end in range(1, len(ids))]
print("one pass: ", losses(ids).round(3))
print(f"{len(pieces)} passes: ", np.round(pieces, 3))
