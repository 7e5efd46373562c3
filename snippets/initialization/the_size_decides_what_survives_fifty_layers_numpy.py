"""Fifty layers on, values vanish or explode unless weights begin at the right size."""

import numpy as np

rng = np.random.default_rng(0)
d_model = 256  # knob: 64, 128, 256
x = rng.normal(size=(64, d_model))  # (batch, d_model)
noise = rng.normal(size=(50, d_model, d_model))  # the same for all   (n_layers, ...)

print("std of weights  layer 1  layer 10  layer 50   (root mean square of the values)")
for name, std in (
    ("0.02", 0.02),
    ("1 / sqrt(d)", (1 / d_model) ** 0.5),
    ("sqrt(2 / d)", (2 / d_model) ** 0.5),
    ("0.2", 0.2),
):
    h, sizes = x, []
    for W in std * noise:
        h = np.maximum(0, h @ W.T)  # ReLU   (batch, d_model)
        sizes.append(np.sqrt((h**2).mean()))
    print(f"{name:14} {sizes[0]:8.0e} {sizes[9]:9.0e} {sizes[49]:9.0e}")
