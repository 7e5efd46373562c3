"""For a given query and key, RoPE's score depends on their offset, not on where."""

import numpy as np


def rope(x, positions, theta=10_000.0):  # (..., seq_len, d_head), pairs: neighbors
    x, positions = 1.0 * np.asarray(x), np.asarray(positions)  # or (batch, 1, seq_len)
    if x.shape[-2] != positions.shape[-1]:  # (batch, seq_len, n_heads, d_head)?
        raise ValueError(f"{x.shape[-2]} vectors, {positions.shape[-1]} positions")
    d_head = x.shape[-1]
    frequencies = theta ** (-np.arange(0, d_head, 2) / d_head)  # (d_head / 2,)
    angles = positions[..., None] * frequencies  # (seq_len, d_head / 2)
    a, b = x[..., 0::2], x[..., 1::2]
    cos, sin = np.cos(angles), np.sin(angles)
    rotated = np.stack([a * cos - b * sin, a * sin + b * cos], axis=-1)
    return rotated.reshape(x.shape).astype(x.dtype)


q = np.array([[1.0, 2.0, -1.0, 0.5]])  # (seq_len, d_head)
k = np.array([[0.5, -1.0, 2.0, 1.0]])
for at_q, at_k in (0, 0), (5, 2), (105, 102), (1003, 1000), (2, 5):
    q_rotated, k_rotated = rope(q, [at_q]), rope(k, [at_k])
    score, norm = (q_rotated @ k_rotated.T).item(), np.linalg.norm(q_rotated)
    print(f"query at {at_q:4}, key at {at_k:4}: score {score:5.2f}, norm {norm:.2f}")
print("the last query, rotated:", *[f"{number:.2f}" for number in q_rotated[0]])
try:
    rope(q, range(2))
except ValueError as error:
    print("refused:", error)
