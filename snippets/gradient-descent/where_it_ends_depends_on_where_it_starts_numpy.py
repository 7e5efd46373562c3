"""The same descent from other starts ends in other valleys, or on a level spot."""

import numpy as np


def loss(w):
    return w**4 + 0.3 * w**3 - 2 * w**2


starts = np.array([-2.0, -0.1, 0.0, 0.1, 2.0])
w = starts.copy()
for _ in range(300):
    w = w - 0.02 * (4 * w**3 + 0.9 * w**2 - 4 * w)  # its slope
for start, end in zip(starts, w):
    print(f"from {start:4.1f}: to {end:5.2f}, loss {loss(end):5.2f}")
