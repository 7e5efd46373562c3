"""Shuffling keys and values together changes nothing: attention sees no order."""

import numpy as np

rng = np.random.default_rng(0)
batch, seq_len, d_head, d_v = 2, 4, 3, 2
q = rng.normal(size=(batch, seq_len, d_head))
k = rng.normal(size=(batch, seq_len, d_head))
v = rng.normal(size=(batch, seq_len, d_v))
shuffled = [2, 0, 3, 1]


def softmax(scores):
    exps = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exps / exps.sum(axis=-1, keepdims=True)


def attention(q, k, v):
    weights = softmax(q @ k.mT / np.sqrt(d_head))  # (batch, seq_len, seq_len)
    return weights @ v  # (batch, seq_len, d_v)


print("                 output of the first query, of the last")
for name, keys, values in (
    ("as they are", k, v),
    ("both shuffled", k[:, shuffled], v[:, shuffled]),
    ("values shuffled", k, v[:, shuffled]),
):
    first, *_, last = attention(q, keys, values)[1]  # of the second text
    print(f"{name:16}", *(f"{n:5.2f}" for n in [*first, *last]))
