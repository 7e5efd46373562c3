"""Shuffling keys and values together changes nothing: attention sees no order."""

import numpy as np

rng = np.random.default_rng(0)
time, d_head, d_v = 4, 3, 2
q = rng.normal(size=(time, d_head))  # (time, d_head)
k = rng.normal(size=(time, d_head))
v = rng.normal(size=(time, d_v))
shuffled = [2, 0, 3, 1]


def attention(q, k, v):
    exps = np.exp(q @ k.T / np.sqrt(d_head))  # (time, time)
    return exps / exps.sum(axis=1, keepdims=True) @ v  # (time, d_v)


for name, keys, values in (
    ("as they are:    ", k, v),
    ("both shuffled:  ", k[shuffled], v[shuffled]),
    ("values shuffled:", k, v[shuffled]),
):
    print(name, *(f"{a:5.2f}" for a in attention(q, keys, values).ravel()))
