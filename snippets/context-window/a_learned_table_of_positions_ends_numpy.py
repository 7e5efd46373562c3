"""A learned vector for each position ends at the window; a rotation never does."""

import numpy as np

context = 8  # knob: 4 to 16
d_head = 4
learned = np.arange(context * d_head, dtype=np.float64).reshape(context, d_head)
frequencies = 10_000.0 ** (-np.arange(0, d_head, 2) / d_head)  # (d_head / 2,)
for position in (0, 7, 8, 1000):
    try:
        vector = learned[position]
    except IndexError:
        vector = "IndexError"
    angles = (position * frequencies).round(2)  # of RoPE, in radians
    print(f"position {position:4}: learned {vector}, angles {angles}")
