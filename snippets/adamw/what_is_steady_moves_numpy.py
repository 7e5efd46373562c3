"""Adam moves far on gradients that agree, and hardly on those that contradict."""

import numpy as np

steps, lr, beta1, beta2, eps = np.arange(1, 201), 0.01, 0.9, 0.95, 1e-8
signs = (-1.0) ** steps
streams = {
    "large, steady": np.full(200, 50.0),
    "tiny, steady": np.full(200, 0.001),
    "back and forth": 50.0 * signs,
    "back and forth, and 10 more": 50.0 * signs + 10,
}
print("gradients                    moved by Adam  by SGD")
for name, gradients in streams.items():
    w = m = v = 0.0
    for step, gradient in zip(steps, gradients):
        m, v = beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * gradient**2
        m_hat, v_hat = m / (1 - beta1**step), v / (1 - beta2**step)
        w -= lr * m_hat / (np.sqrt(v_hat) + eps)
    print(f"{name:28} {0 - w:13.3f} {lr * gradients.sum():7.3f}")
