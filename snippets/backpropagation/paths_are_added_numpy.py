"""A value that is used twice gets the gradients of both paths, added."""

import numpy as np

w = np.float64(3.0)
a = w * w  # forward
b = 5 * w
loss = a * b  # (w w) (5 w)

d_a, d_b = b, a  # backward: the derivatives of a product
through_a, through_b = d_a * 2 * w, d_b * 5  # multiplied along each path
print(f"through a: {through_a:.0f}, through b: {through_b:.0f}")
print(f"sum of the paths: {through_a + through_b:.0f}")

h = 1e-6
measured = ((w + h) ** 2 * 5 * (w + h) - loss) / h
print(f"measured: {measured:.0f}")
