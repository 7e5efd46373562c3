"""Turned by RoPE, a query and a key give a score that knows only their distance."""

import numpy as np


def rope(x, positions, theta=10_000.0):  # x: (..., time, d_head), neighbors are pairs
    d_head = x.shape[-1]
    frequencies = theta ** (-np.arange(0, d_head, 2) / d_head)  # (d_head / 2,)
    angles = positions[:, None] * frequencies  # (time, d_head / 2)
    a, b = x[..., 0::2], x[..., 1::2]
    turned = np.empty_like(x)
    turned[..., 0::2] = a * np.cos(angles) - b * np.sin(angles)
    turned[..., 1::2] = a * np.sin(angles) + b * np.cos(angles)
    return turned


q = np.array([[1.0, 2.0, -1.0, 0.5]])  # (time, d_head)
k = np.array([[0.5, -1.0, 2.0, 1.0]])
for at_q, at_k in (0, 0), (5, 2), (105, 102), (1003, 1000), (2, 5):
    q_turned, k_turned = rope(q, np.array([at_q])), rope(k, np.array([at_k]))
    score, length = (q_turned @ k_turned.T).item(), np.linalg.norm(q_turned)
    print(
        f"query at {at_q:4}, key at {at_k:4}: score {score:5.2f}, length {length:.2f}"
    )
