"""Adam's first step is the learning rate, however large or small the gradient."""

import numpy as np

gradients = np.array([0.001, 1.0, 1000.0])  # of three parameters
lr = 0.1  # knob: 0.001, 0.01, 0.1, 1.0
beta1, eps = 0.9, 1e-8


def show(name, values):
    print(f"{name:25}", *(f"{value:7.3g}" for value in values))


print(f"{'gradient':25}", *(f"{value:7g}" for value in gradients))
show("step of SGD", lr * gradients)
for beta2 in (0.95, 0.999):
    m, v = (1 - beta1) * gradients, (1 - beta2) * gradients**2  # the first averages
    step = lr * (m / (1 - beta1)) / (np.sqrt(v / (1 - beta2)) + eps)
    uncorrected = lr * m / (np.sqrt(v) + eps)
    show(f"step of Adam, beta2 {beta2}", step)
    show("  without bias correction", uncorrected)
