"""A step against the gradient is not aimed at the minimum; too long a one climbs."""

import numpy as np

steep = 10  # knob: 8 to 20 by 2


def loss(w):
    return w[0] ** 2 + steep * w[1] ** 2  # least at (0, 0)


w = np.array([4.0, 1.0])
gradient = np.array([2 * w[0], 2 * steep * w[1]])
cosine = gradient @ w / np.linalg.norm(gradient) / np.linalg.norm(w)
print("from the step to the direction of the minimum:", end=" ")
print(f"{np.degrees(np.arccos(cosine)):.0f} degrees")

print(f"  lr  loss after the step (before: {loss(w):.1f})")
for lr in (0.01, 0.05, 0.1, 0.2):
    print(f"{lr:4} {loss(w - lr * gradient):6.1f}")
