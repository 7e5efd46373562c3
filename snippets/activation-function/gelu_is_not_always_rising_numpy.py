"""GELU dips below zero and rises again: a larger sum can give a smaller output."""

from math import erf

import numpy as np

z = np.array([-3.0, -0.75, -0.1, 0.0, 1.0, 3.0])  # sums of a neuron   (batch,)
relu = np.maximum(0, z)
gelu = z * (1 + np.vectorize(erf)(z / np.sqrt(2))) / 2  # z times a share of it
for name, y in ("sum", z), ("ReLU", relu), ("tanh", np.tanh(z)), ("GELU", gelu):
    print(f"{name:5}", *(f"{value:7.3f}" for value in y), end="")
    print("  rising:", bool((np.diff(y) >= 0).all()))
