"""GELU and SiLU dip below zero: a larger pre-activation can give a smaller output."""

from math import erf

import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))  # as 1 / (1 + exp(-z)), without overflow


def gelu(z):
    return z * (1 + np.vectorize(erf)(z / np.sqrt(2))) / 2


def gelu_tanh(z):  # GPT-2's and Gemma's
    return z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))) / 2


z = np.array([-1000.0, -3.0, -1.25, -0.75, 0.0, 1.0, 3.0])  # pre-activations
print("z         ", *(f"{value:8.2f}" for value in z), " never falls")
functions = {"ReLU": lambda z: np.maximum(0, z), "tanh": np.tanh, "sigmoid": sigmoid}
functions |= {"GELU": gelu, "GELU, tanh": gelu_tanh, "SiLU": lambda z: z * sigmoid(z)}
for name, function in functions.items():
    y = function(z)
    print(f"{name:10}", *(f"{v + 0:8.4f}" for v in y.round(4)), end="")
    print(f"  {bool((np.diff(y) >= 0).all())}")
