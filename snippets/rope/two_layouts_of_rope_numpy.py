"""RoPE on neighbors and RoPE on halves differ by an order of the numbers."""

import numpy as np


def angles_of(positions, d_head, theta=10_000.0):  # (seq_len, d_head / 2)
    return positions[:, None] * theta ** (-np.arange(0, d_head, 2) / d_head)


def interleaved(x, angles):  # pairs (0, 1), (2, 3), ... as complex numbers
    rotated = (x[..., 0::2] + 1j * x[..., 1::2]) * np.exp(1j * angles)
    return np.stack([rotated.real, rotated.imag], axis=-1).reshape(x.shape)


def halves(x, angles):  # pairs (0, d_head / 2), (1, d_head / 2 + 1), ...
    first, second = np.split(x, 2, axis=-1)
    rotated = (first + 1j * second) * np.exp(1j * angles)
    return np.concatenate([rotated.real, rotated.imag], axis=-1)


q = np.array([[1.0, 2.0, -1.0, 0.5]])  # (seq_len, d_head)
k = np.array([[0.5, -1.0, 2.0, 1.0]])
at_q, at_k = angles_of(np.array([7]), 4), angles_of(np.array([3]), 4)
score = interleaved(q, at_q) @ interleaved(k, at_k).T
print(f"neighbors:         {score.item():.3f}")
print(f"halves, same q, k: {(halves(q, at_q) @ halves(k, at_k).T).item():.3f}")
q, k = q[:, [0, 2, 1, 3]], k[:, [0, 2, 1, 3]]  # firsts of the pairs, then seconds
print(f"halves, reordered: {(halves(q, at_q) @ halves(k, at_k).T).item():.3f}")
