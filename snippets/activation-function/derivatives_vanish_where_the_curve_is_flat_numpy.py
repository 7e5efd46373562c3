"""Ten sigmoids leave at most a millionth of a gradient; ReLU, all of it or nothing."""

from math import erf

import numpy as np

functions = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "ReLU": lambda z: np.maximum(0.0, z),
    "GELU": lambda z: z * (1 + np.vectorize(erf)(z / np.sqrt(2))) / 2,
    "SiLU": lambda z: z / (1 + np.exp(-z)),
}
z = np.linspace(-8, 8, 16_001)  # pre-activations, a thousandth apart
z = z + 5e-7  # none at the corner of ReLU
shown = [1000 * (8 + value) for value in (-4, -1, 0, 1, 4)]  # where z is value
print("derivative at", *(f"{z[i]:6.0f}" for i in shown), "  largest ten layers")
for name, function in functions.items():
    derivative = (function(z + 1e-7) - function(z - 1e-7)) / 2e-7  # measured
    print(f"{name:13}", *(f"{derivative[i]:6.2f}" for i in shown), end="")
    largest = derivative.max()
    print(f"{largest:9.2f} {largest**10:10.1g}")
