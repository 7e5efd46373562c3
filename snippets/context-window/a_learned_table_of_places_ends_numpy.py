"""A learned row for each place ends at the window; a rotation exists for any place."""

import numpy as np

context, d_head = 8, 4
rows = np.arange(context * d_head, dtype=np.float64).reshape(context, d_head)  # learned
speeds = 10000.0 ** (-np.arange(0, d_head, 2) / d_head)  # of the rotation (d_head / 2,)
for place in (0, 7, 8, 1000):
    try:
        learned = rows[place]
    except IndexError:
        learned = "IndexError"
    angles = (place * speeds).round(2)  # in radians
    print(f"place {place:4}: learned {learned}, angles {angles}")
