"""Slopes below 1, multiplied through layers, vanish; a residual connection helps."""

import numpy as np

w = 0.5
for n_layers in (1, 4, 16, 64):
    slopes = []
    for keep in (0, 1):  # 0: y = f(x), 1: y = x + f(x)
        x, slope = 0.8, 1.0
        for _ in range(n_layers):
            t = np.tanh(w * x)
            slope *= keep + w * (1 - t * t)  # of this layer
            x = keep * x + t
        slopes.append(slope)
    print(f"{n_layers:2} layers: plain {slopes[0]:.1e}, residual {slopes[1]:.1f}")
