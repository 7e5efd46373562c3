"""AdamW in five lines: averages of the gradient and its square, and weight decay."""

import numpy as np

lr = 0.1  # knob: 0.01, 0.03, 0.1, 0.3, 1.0
weight_decay = 0.5  # knob: 0.0 to 2.0 by 0.5
beta1, beta2, eps = 0.9, 0.95, 1e-8
w = np.array([1.0, -2.0, 0.5])
curvature = np.array([1.0, 100.0, 0.01])  # steep in one direction, flat in another
best = np.array([3.0, 3.0, 3.0])  # loss: the sum of curvature * (w - best)**2 / 2

m, v = np.zeros(3), np.zeros(3)  # first and second moment
print("step   gradient of each parameter   value after the step")
for step in range(1, 11):
    gradient = curvature * (w - best)
    w = w - lr * weight_decay * w  # decoupled weight decay: the W
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m_hat, v_hat = m / (1 - beta1**step), v / (1 - beta2**step)  # bias correction
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    if step in (1, 2, 5, 10):
        gradients = " ".join(f"{g:8.3f}" for g in gradient)
        print(f"{step:4} {gradients}  ", *(f"{value:7.3f}" for value in w))
