"""The higher the degree of a curve, the better it fits its points, and not new ones."""

import numpy as np
import torch
from numpy.polynomial.legendre import legvander

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
x, x_new = np.linspace(-1, 1, 12), np.linspace(-1, 1, 400)  # (examples,)
noise = torch.tensor(0.3 * rng.normal(size=(200, 412)))  # for 200 trials
y = torch.tensor(np.sin(3 * x)) + noise[:, :12]  # (trials, examples)
y_new = torch.tensor(np.sin(3 * x_new)) + noise[:, 12:]

print("degree  parameters  training error  held-out error   (medians of 200 trials)")
for degree in (1, 3, 5, 8, 11):
    features = torch.tensor(legvander(x, degree))  # (examples, parameters)
    features_new = torch.tensor(legvander(x_new, degree))
    w = torch.linalg.lstsq(features, y.T).solution  # (parameters, trials)
    training = ((features @ w - y.T) ** 2).mean(dim=0)
    held_out = ((features_new @ w - y_new.T) ** 2).mean(dim=0)
    print(f"{degree:6} {len(w):11} {training.quantile(0.5):15.3f}", end="")
    print(f"{held_out.quantile(0.5):16.3f}")
