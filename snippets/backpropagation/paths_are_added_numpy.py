"""A value that is used twice gets the slopes of both ways, added."""

import numpy as np

w = np.float64(3.0)
first = w * w  # forward
second = 5 * w
loss = first * second  # (w w) (5 w)

to_first, to_second = second, first  # backward: slopes of the product
ways = [to_first * 2 * w, to_second * 5]  # through first, through second
print("slope of each way:", *(f"{way:.0f}" for way in ways))
print(f"added: {sum(ways):.0f}")

h = 1e-6
measured = ((w + h) ** 2 * 5 * (w + h) - loss) / h
print(f"measured: {measured:.0f}")
