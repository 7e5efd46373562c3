"""Turned by RoPE, a query and a key give a score that knows only their distance."""

import torch


def rope(x, positions, theta=10_000.0):  # x: (..., time, d_head), neighbors are pairs
    d_head = x.shape[-1]
    evens = torch.arange(0, d_head, 2, dtype=x.dtype)
    angles = positions[:, None] * theta ** (-evens / d_head)  # (time, d_head / 2)
    pairs = torch.view_as_complex(
        x.unflatten(-1, (-1, 2))
    )  # a pair is a complex number
    turns = torch.polar(torch.ones_like(angles), angles)  # turning is multiplying
    return torch.view_as_real(pairs * turns).flatten(-2)


q = torch.tensor([[1.0, 2.0, -1.0, 0.5]], dtype=torch.float64)  # (time, d_head)
k = torch.tensor([[0.5, -1.0, 2.0, 1.0]], dtype=torch.float64)
for at_q, at_k in (0, 0), (5, 2), (105, 102), (1003, 1000), (2, 5):
    q_turned, k_turned = rope(q, torch.tensor([at_q])), rope(k, torch.tensor([at_k]))
    score, length = (q_turned @ k_turned.T).item(), q_turned.norm()
    print(
        f"query at {at_q:4}, key at {at_k:4}: score {score:5.2f}, length {length:.2f}"
    )
