"""The step against the gradient misses the minimum, and too long a step climbs."""

import numpy as np


def loss(w):
    return w[0] ** 2 + 10 * w[1] ** 2  # least at (0, 0)


w = np.array([4.0, 1.0])
gradient = np.array([2 * w[0], 20 * w[1]])
cosine = gradient @ w / np.linalg.norm(gradient) / np.linalg.norm(w)
print(f"angle between step and way to the minimum: {np.degrees(np.arccos(cosine)):.0f}")

print(f"loss at the start: {loss(w):.1f}")
for lr in (0.01, 0.05, 0.1, 0.2):
    print(f"lr {lr:4}: loss {loss(w - lr * gradient):5.1f}")
