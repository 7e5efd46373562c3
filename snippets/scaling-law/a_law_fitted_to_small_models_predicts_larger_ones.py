"""A power law fitted to five small models predicts the loss of two larger ones."""

import numpy as np

models = {  # Cerebras-GPT: operations in training, loss on the Pile
    "111M": (2.6e18, 2.608),
    "256M": (1.3e19, 2.349),
    "590M": (6.1e19, 2.181),
    "1.3B": (2.8e20, 1.997),
    "2.7B": (1.1e21, 1.834),
    "6.7B": (6.3e21, 1.704),
    "13B": (2.3e22, 1.572),
}
C, L = np.array(list(models.values())).T
log_C, small = np.log(C), slice(0, 5)


def fit(E):  # log(L - E) = log(a) - b log(C), by least squares
    line = np.polyfit(log_C[small], np.log(L[small] - E), 1)
    law = E + np.exp(np.polyval(line, log_C))
    return np.sum((law - L)[small] ** 2), E, -line[0], law


_, E, b, law = min((fit(E) for E in np.arange(0, 1.8, 0.01)), key=lambda f: f[0])
straight = np.polyval(np.polyfit(log_C[small], L[small], 1), log_C)
print(f"E = {E:.2f}, b = {b:.3f}, 10 ** -b = {10**-b:.2f}")
print("model  measured   law  straight line")
for row in zip(models, L, law, straight):
    print("{:5} {:9.2f} {:5.2f} {:14.2f}".format(*row))
