"""When gradients suddenly grow, a large beta2 lets Adam's steps become too long."""

import numpy as np

beta1, eps = 0.9, 1e-8
gradients = np.concatenate([np.full(2000, 1.0), np.full(1000, 100.0)])  # then 100 x

print("step length, in units of the learning rate")
print("steps after the jump  beta2 0.95  beta2 0.99  beta2 0.999")
lengths = []
for beta2 in (0.95, 0.99, 0.999):
    m = v = 0.0
    lengths.append([])
    for step, gradient in enumerate(gradients, start=1):
        m = beta1 * m + (1 - beta1) * gradient
        v = beta2 * v + (1 - beta2) * gradient**2
        m_hat, v_hat = m / (1 - beta1**step), v / (1 - beta2**step)
        lengths[-1].append(m_hat / (np.sqrt(v_hat) + eps))
for after in (-1999, 0, 1, 5, 20, 100, 1000):
    shown = [of_beta2[1999 + after] for of_beta2 in lengths]
    print(f"{after:20} {shown[0]:11.1f} {shown[1]:11.1f} {shown[2]:12.1f}")
