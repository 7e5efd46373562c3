"""AdamW in five lines: averages of the gradient and its square, and a pull to zero."""

import numpy as np

lr, beta1, beta2, eps, weight_decay = 0.1, 0.9, 0.95, 1e-8, 0.5
w = np.array([1.0, -2.0, 0.5])
scales = np.array([1.0, 100.0, 0.01])  # the loss is steep in one, flat in another
wanted = np.array([3.0, 3.0, 3.0])

m, v = np.zeros(3), np.zeros(3)  # averages of the gradient and of its square
for step in range(1, 11):
    gradient = scales * (w - wanted)
    w = w - lr * weight_decay * w  # the W: a little toward zero
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m_hat, v_hat = m / (1 - beta1**step), v / (1 - beta2**step)  # start-up corrected
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    if step in (1, 2, 5, 10):
        print(f"step {step:2}: gradient", *(f"{g:8.3f}" for g in gradient), end=", w")
        print(*(f"{value:7.3f}" for value in w))
