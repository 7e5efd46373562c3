"""Adam moves far on gradients that agree, and hardly on those that contradict."""

import numpy as np

steps = np.arange(1, 201)
streams = {
    "large, steady": np.full(200, 50.0),
    "tiny, steady": np.full(200, 0.001),
    "to and fro": 50.0 * (-1.0) ** steps,
    "to and fro, a little more to": 50.0 * (-1.0) ** steps + 10,
}
for name, gradients in streams.items():
    w = m = v = 0.0
    for step, gradient in zip(steps, gradients):
        m, v = 0.9 * m + 0.1 * gradient, 0.95 * v + 0.05 * gradient**2
        w -= 0.01 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.95**step)) + 1e-8)
    print(f"{name:28}: down by {0 - w:.3f}, SGD by {0.01 * gradients.sum():.3f}")
