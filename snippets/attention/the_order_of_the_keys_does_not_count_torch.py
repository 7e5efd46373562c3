"""Shuffling keys and values together changes nothing: attention sees no order."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
time, d_head, d_v = 4, 3, 2
q = torch.tensor(rng.normal(size=(time, d_head)))  # (time, d_head)
k = torch.tensor(rng.normal(size=(time, d_head)))
v = torch.tensor(rng.normal(size=(time, d_v)))
shuffled = [2, 0, 3, 1]


def attention(q, k, v):
    weights = (q @ k.T / d_head**0.5).softmax(dim=1)  # (time, time)
    return weights @ v  # (time, d_v)


for name, keys, values in (
    ("as they are:    ", k, v),
    ("both shuffled:  ", k[shuffled], v[shuffled]),
    ("values shuffled:", k, v[shuffled]),
):
    print(name, *(f"{a:5.2f}" for a in attention(q, keys, values).ravel()))
