"""A measured derivative is best with a middling nudge: tiny ones measure rounding."""

import numpy as np


def loss(w):
    return w * w * w  # derivative 3 at w = 1


print("nudge   error in float64   error in float32")
for exponent in (-1, -3, -5, -7, -9):
    errors = []
    for kind in (np.float64, np.float32):
        w, h = kind(1), kind(10.0**exponent)
        errors.append(abs((loss(w + h) - loss(w - h)) / (h + h) - 3))
    print(f"1e{exponent} {errors[0]:19.0e} {errors[1]:18.0e}")
