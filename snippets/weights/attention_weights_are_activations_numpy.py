"""Attention "weights" are computed from each input; Wq and Wk are what is learned."""

import numpy as np

Wq = np.array([[1.0, 0.5], [0.0, 2.0]])  # learned   (d_head, d_model)
Wk = np.array([[0.5, -1.0], [1.0, 1.0]])  # learned   (d_head, d_model)

for tokens in ([[1.0, 0], [0, 1], [1, 1]], [[0.0, 1], [0, 1], [2, -1]]):
    x = np.array(tokens)  # (time, d_model)
    scores = (x @ Wq.T) @ (x @ Wk.T).T / np.sqrt(2)  # (time, time)
    exps = np.exp(scores)
    attention = exps / exps.sum(axis=1, keepdims=True)  # each row adds up to 1
    print("last token attends:", *(f"{a:.2f}" for a in attention[-1]))
