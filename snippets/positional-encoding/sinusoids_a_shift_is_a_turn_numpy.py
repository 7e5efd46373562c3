"""In the sinusoidal table, going k places on is the same turn everywhere."""

import numpy as np

context, d_model, k = 512, 8, 3
frequencies = 10_000.0 ** (-np.arange(0, d_model, 2) / d_model)  # (d_model / 2,)
angles = np.arange(context)[:, None] * frequencies  # (context, d_model / 2)
table = np.empty((context, d_model))  # (context, d_model)
table[:, 0::2], table[:, 1::2] = np.sin(angles), np.cos(angles)
print("place 1:", table[1].round(2))

cos, sin = np.cos(k * frequencies), np.sin(k * frequencies)
turned = np.empty((context - k, d_model))
turned[:, 0::2] = table[:-k, 0::2] * cos + table[:-k, 1::2] * sin
turned[:, 1::2] = table[:-k, 1::2] * cos - table[:-k, 0::2] * sin
print("each row, turned, is the row 3 places on:", np.allclose(turned, table[k:]))
for offset in 0, 1, 3, 10:
    likeness = (table[: context - offset] * table[offset:]).sum(axis=1)
    print(
        f"{offset:2} apart: product {likeness[0]:.2f}, {np.ptp(likeness):.2f} of change"
    )
