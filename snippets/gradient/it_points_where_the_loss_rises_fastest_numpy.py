"""Of all directions, the gradient's is the one in which the loss rises fastest."""

import numpy as np


def loss(w):  # (..., 2)
    return w[..., 0] ** 2 + 3 * w[..., 1] ** 2


w = np.array([2.0, 1.0])
gradient = np.array([2 * w[0], 6 * w[1]])  # the two partial derivatives
its_angle = np.degrees(np.arctan2(gradient[1], gradient[0]))
print(f"gradient {gradient.tolist()}, angle {its_angle:.1f} degrees", end=", ")
print(f"norm {np.linalg.norm(gradient):.2f}")

angles, h = np.arange(0, 360), 0.001  # a nudge of this length at every degree
turns = np.radians(angles)
nudges = h * np.stack([np.cos(turns), np.sin(turns)], axis=1)  # (360, 2)
rates = (loss(w + nudges) - loss(w)) / h  # rise of the loss per unit of length
print("direction    angle   rise per unit of length")
for name, k in ("steepest up", rates.argmax()), ("steepest down", rates.argmin()):
    print(f"{name:13} {angles[k]:4} {rates[k]:10.2f}")
for k in (146, 326):  # a right angle from the gradient, to half a degree
    print(f"across        {angles[k]:4} {abs(rates[k]):9.1f}")
