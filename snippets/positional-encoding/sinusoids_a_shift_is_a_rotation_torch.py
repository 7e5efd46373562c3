"""In the sinusoidal table a shift is a rotation; query and key matrices hide it."""

import numpy as np
import torch

context, d_model, shift = 512, 8, 3
evens = torch.arange(0, d_model, 2, dtype=torch.float64)
frequencies = 10_000.0 ** (-evens / d_model)  # (d_model / 2,)
angles = torch.arange(context)[:, None] * frequencies  # (context, d_model / 2)
pairs = torch.stack([angles.sin(), angles.cos()], dim=-1)  # (context, d_model / 2, 2)
table = pairs.flatten(start_dim=1)  # (context, d_model)

cos, sin = (shift * frequencies).cos(), (shift * frequencies).sin()
turn = torch.stack([torch.stack([cos, sin]), torch.stack([-sin, cos])])  # (2, 2, pairs)
rotated = torch.einsum("ijp,tpj->tpi", turn, pairs[:-shift]).flatten(start_dim=1)
same = torch.allclose(rotated, table[shift:])
print(f"each row, rotated, is the row {shift} positions on: {same}")

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
W_q, W_k = torch.tensor(rng.normal(size=(2, d_model, d_model)))
print("offset  dot product  same everywhere  after W_q and W_k")
for offset in 0, 1, 3, 10:
    rows, later = table[: context - offset], table[offset:]
    plain = (rows * later).sum(dim=1)  # one for each position
    scores = ((later @ W_q) * (rows @ W_k)).sum(dim=1)
    same = [bool(values.max() - values.min() < 1e-9) for values in (plain, scores)]
    print(f"{offset:6} {plain[0]:12.2f} {same[0]!s:>16} {same[1]!s:>18}")
