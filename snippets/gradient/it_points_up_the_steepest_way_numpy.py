"""Of all directions of one length, the gradient's raises the loss most."""

import numpy as np


def loss(w):
    return w[0] ** 2 + 3 * w[1] ** 2


w = np.array([2.0, 1.0])
gradient = np.array([2 * w[0], 6 * w[1]])
its_angle = np.degrees(np.arctan2(gradient[1], gradient[0]))
print(f"gradient {gradient.tolist()}, angle {its_angle:.1f}")

angles = np.arange(0, 360)  # every degree around w
turns = np.radians(angles)
nudges = 0.001 * np.stack([np.cos(turns), np.sin(turns)], axis=1)  # (360, 2)
changes = 1000 * np.array([loss(w + nudge) - loss(w) for nudge in nudges])
for name, place in ("most", changes.argmax()), ("least", changes.argmin()):
    print(f"{name:5} at {angles[place]:3} degrees: {changes[place]:5.2f} a step")
across = (angles == 146) | (angles == 326)  # a quarter turn from the gradient
print("across: ", *(f"{abs(change):.1f}" for change in changes[across]))
