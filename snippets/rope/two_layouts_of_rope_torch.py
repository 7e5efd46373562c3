"""RoPE on neighbors and RoPE on halves differ by an order of the numbers."""

import torch


def angles_of(positions, d_head, theta=10_000.0):  # (seq_len, d_head / 2)
    return positions[:, None] * theta ** (-torch.arange(0, d_head, 2).double() / d_head)


def interleaved(x, angles):  # pairs (0, 1), (2, 3), ... as complex numbers, as by Meta
    turns = torch.polar(torch.ones_like(angles), angles)
    pairs = torch.view_as_complex(x.double().unflatten(-1, (-1, 2)))
    return torch.view_as_real(pairs * turns).flatten(-2).to(x.dtype)


def halves(x, angles):  # pairs (0, d_head / 2), ... as in most of transformers
    first, second = x.chunk(2, dim=-1)
    angles = torch.cat([angles, angles], dim=-1)
    rotated = x * angles.cos() + torch.cat([-second, first], dim=-1) * angles.sin()
    return rotated.to(x.dtype)


q = torch.tensor([[1.0, 2.0, -1.0, 0.5]])  # (seq_len, d_head)
k = torch.tensor([[0.5, -1.0, 2.0, 1.0]])
at_q, at_k = angles_of(torch.tensor([7]), 4), angles_of(torch.tensor([3]), 4)
score = interleaved(q, at_q) @ interleaved(k, at_k).T
print(f"neighbors:         {score.item():.3f}")
print(f"halves, same q, k: {(halves(q, at_q) @ halves(k, at_k).T).item():.3f}")
q, k = q[:, [0, 2, 1, 3]], k[:, [0, 2, 1, 3]]  # firsts of the pairs, then seconds
print(f"halves, reordered: {(halves(q, at_q) @ halves(k, at_k).T).item():.3f}")
