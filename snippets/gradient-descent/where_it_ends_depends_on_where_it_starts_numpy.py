"""The same descent from five starts, and where each of them ends."""

import numpy as np


def loss(w):
    return w**4 + 0.3 * w**3 - 2 * w**2


starts, lr = np.array([-2.0, -0.1, 0.0, 0.1, 2.0]), 0.02
w = starts.copy()
for _ in range(300):
    w = w - lr * (4 * w**3 + 0.9 * w**2 - 4 * w)  # its derivative
print("start    end   loss")
for start, end in zip(starts, w):
    print(f"{start:5.1f} {end:6.2f} {loss(end):6.2f}")
