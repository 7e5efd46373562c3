"""AdamW pulls all weights alike; Adam with L2 spares those with large gradients."""

import numpy as np

signs = (-1.0) ** np.arange(1000)  # to and fro, without a goal
gradients = signs[:, None] * [0.1, 10.0]  # a quiet one and a loud one   (steps, 2)
for name in ("AdamW", "Adam with L2", "SGD with L2"):
    w, m, v = np.array([5.0, 5.0]), np.zeros(2), np.zeros(2)
    for step, gradient in enumerate(gradients, start=1):
        if name == "AdamW":
            w = w - 0.01 * 0.1 * w  # beside the gradient: lr x weight_decay x w
        else:
            gradient = gradient + 0.1 * w  # L2: inside the gradient
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        move = (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
        w = w - 0.01 * (gradient if name == "SGD with L2" else move)
    print(f"{name:12}: quiet 5 -> {w[0]:4.1f}, loud 5 -> {w[1]:4.1f}")
