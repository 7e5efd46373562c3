"""For a given query and key, RoPE's score depends on their offset, not on where."""

import torch


def rope(x, positions, theta=10_000.0):  # (..., seq_len, d_head), pairs: neighbors
    x = 1.0 * x  # whole numbers become float32
    precise = torch.promote_types(x.dtype, torch.float32)  # 16 bits spoil the angles
    positions = torch.as_tensor(positions, dtype=precise, device=x.device)
    if x.shape[-2] != positions.shape[-1]:  # (batch, seq_len, n_heads, d_head)?
        raise ValueError(f"{x.shape[-2]} vectors, {positions.shape[-1]} positions")
    evens = torch.arange(0, x.shape[-1], 2, dtype=precise, device=x.device)
    angles = positions[..., None] * theta ** (-evens / x.shape[-1])  # (seq_len, ...)
    a, b = x[..., 0::2], x[..., 1::2]
    cos, sin = angles.cos(), angles.sin()
    rotated = torch.stack([a * cos - b * sin, a * sin + b * cos], dim=-1)
    return rotated.flatten(start_dim=-2).to(x.dtype)


q = torch.tensor([[1.0, 2.0, -1.0, 0.5]], dtype=torch.float64)  # (seq_len, d_head)
k = torch.tensor([[0.5, -1.0, 2.0, 1.0]], dtype=torch.float64)
for at_q, at_k in (0, 0), (5, 2), (105, 102), (1003, 1000), (2, 5):
    q_rotated, k_rotated = rope(q, [at_q]), rope(k, [at_k])
    score, norm = (q_rotated @ k_rotated.T).item(), q_rotated.norm()
    print(f"query at {at_q:4}, key at {at_k:4}: score {score:5.2f}, norm {norm:.2f}")
print("the last query, rotated:", *[f"{number:.2f}" for number in q_rotated[0]])
try:
    rope(q, range(2))
except ValueError as error:
    print("refused:", error)
