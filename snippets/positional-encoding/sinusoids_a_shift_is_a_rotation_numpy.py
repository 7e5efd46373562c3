"""In the sinusoidal table a shift is a rotation; query and key matrices hide it."""

import numpy as np

context, d_model = 512, 8
shift = 3  # knob: 1 to 100
frequencies = 10_000.0 ** (-np.arange(0, d_model, 2) / d_model)  # (d_model / 2,)
angles = np.arange(context)[:, None] * frequencies  # (context, d_model / 2)
table = np.empty((context, d_model))
table[:, 0::2], table[:, 1::2] = np.sin(angles), np.cos(angles)

cos, sin = np.cos(shift * frequencies), np.sin(shift * frequencies)
rotated = np.empty((context - shift, d_model))
rotated[:, 0::2] = table[:-shift, 0::2] * cos + table[:-shift, 1::2] * sin
rotated[:, 1::2] = table[:-shift, 1::2] * cos - table[:-shift, 0::2] * sin
same = np.allclose(rotated, table[shift:])
print(f"each row, rotated, is the row {shift} positions on: {same}")

rng = np.random.default_rng(0)
W_q, W_k = rng.normal(size=(2, d_model, d_model))
print("offset  dot product  same everywhere  after W_q and W_k")
for offset in 0, 1, 3, 10:
    rows, later = table[: context - offset], table[offset:]
    plain = (rows * later).sum(axis=1)  # one for each position
    scores = ((later @ W_q) * (rows @ W_k)).sum(axis=1)
    same = [bool(np.ptp(values) < 1e-9) for values in (plain, scores)]
    print(f"{offset:6} {plain[0]:12.2f} {same[0]!s:>16} {same[1]!s:>18}")
