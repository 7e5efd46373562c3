"""A word has one embedding in every sentence; the context is mixed in afterwards."""

import numpy as np

vectors = {"river": [1.0, -0.5], "bank": [0.6, 0.4], "money": [-1.0, 1.5]}


def attend(x):  # each vector becomes a mixture of all   (seq_len, d_model)
    scores = x @ x.T / x.shape[1] ** 0.5  # (seq_len, seq_len)
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True) @ x


for sentence in ["river", "bank"], ["money", "bank"]:
    x = np.array([vectors[word] for word in sentence])  # (seq_len, d_model)
    mixed = attend(x)[1]
    print(f"{sentence}: embedding of bank {x[1]}, after attention {mixed.round(2)}")
