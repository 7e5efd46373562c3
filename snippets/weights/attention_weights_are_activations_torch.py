"""Attention "weights" are computed from each input; Wq and Wk are what is learned."""

import torch

Wq = torch.tensor([[1.0, 0.5], [0.0, 2.0]])  # learned   (d_head, d_model)
Wk = torch.tensor([[0.5, -1.0], [1.0, 1.0]])  # learned   (d_head, d_model)

for tokens in ([[1.0, 0], [0, 1], [1, 1]], [[0.0, 1], [0, 1], [2, -1]]):
    x = torch.tensor(tokens)  # (time, d_model)
    scores = (x @ Wq.T) @ (x @ Wk.T).T / 2**0.5  # (time, time)
    attention = torch.softmax(scores, dim=1)  # each row adds up to 1
    print("last token attends:", *(f"{a:.2f}" for a in attention[-1]))
