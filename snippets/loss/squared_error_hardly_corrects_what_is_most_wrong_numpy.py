"""On probabilities, squared error has almost no gradient where the answer is worst."""

import numpy as np

print("logit of the   its          gradient for the logit")
print("right answer   probability  cross-entropy  squared error")
for z in (-8.0, -4.0, 0.0, 4.0):  # two answers, the other one has logit 0
    p = 1 / (1 + np.exp(-z))
    to_cross_entropy = p - 1  # of -log p
    to_squared_error = 2 * (p - 1) * p * (1 - p)  # of (1 - p) ** 2
    print(f"{z:12} {p:13.4f} {to_cross_entropy:14.4f} {to_squared_error:14.4f}")
