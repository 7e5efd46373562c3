"""Slopes are multiplied on the way back: ten sigmoids leave a millionth, ReLU all."""

from math import erf

import numpy as np

functions = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "ReLU": lambda z: np.maximum(0.0, z),
    "GELU": lambda z: z * (1 + np.vectorize(erf)(z / np.sqrt(2))) / 2,
}
z = np.array([-4.0, -1.0, 0.1, 1.0, 4.0])  # sums of a neuron   (batch,)
print("slope at", *(f"{value:7.1f}" for value in z), "   best of ten")
for name, function in functions.items():
    slope = (function(z + 1e-6) - function(z - 1e-6)) / 2e-6  # rise for a small step
    print(f"{name:8}", *(f"{s:7.3f}" for s in slope), end="")
    print(f"{slope.max() ** 10:12.1g}")
