"""Adam's first step is the learning rate, however large or small the gradient."""

import numpy as np

gradients = np.array([0.001, 1.0, 1000.0])  # of three parameters
lr, beta1, beta2, eps = 0.1, 0.9, 0.999, 1e-8

m, v = (1 - beta1) * gradients, (1 - beta2) * gradients**2  # the first averages
step = lr * (m / (1 - beta1)) / (np.sqrt(v / (1 - beta2)) + eps)
bare = lr * m / (np.sqrt(v) + eps)  # with no correction for the start
print("SGD:          ", *(f"{value:8.4f}" for value in lr * gradients))
print("Adam:         ", *(f"{value:8.4f}" for value in step))
print("not corrected:", *(f"{value:8.3f}" for value in bare))
