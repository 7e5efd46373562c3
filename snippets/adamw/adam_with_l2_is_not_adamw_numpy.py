"""AdamW decays all weights alike; Adam with L2 spares those with large gradients."""

import numpy as np

lr, beta1, beta2, eps = 0.01, 0.9, 0.999, 1e-8
decay = 0.1  # knob: 0.0 to 0.5 by 0.1
signs = (-1.0) ** np.arange(1000)  # back and forth, without a goal
gradients = signs[:, None] * [0.1, 10.0]  # of two weights   (steps, 2)

print("optimizer     small gradients  large gradients")
for name in ("AdamW", "Adam with L2", "SGD with L2"):
    w, m, v = np.array([5.0, 5.0]), np.zeros(2), np.zeros(2)
    for step, gradient in enumerate(gradients, start=1):
        if name == "AdamW":
            w = w - lr * decay * w  # beside the gradient
        else:
            gradient = gradient + decay * w  # L2: inside the gradient
        m, v = beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * gradient**2
        m_hat, v_hat = m / (1 - beta1**step), v / (1 - beta2**step)
        adam = m_hat / (np.sqrt(v_hat) + eps)
        w = w - lr * (gradient if name == "SGD with L2" else adam)
    print(f"{name:13}     5 -> {w[0]:4.1f}      5 -> {w[1]:4.1f}")
