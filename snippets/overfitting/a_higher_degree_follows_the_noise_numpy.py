"""The higher the degree of a curve, the better it fits its points, and not new ones."""

import numpy as np
from numpy.polynomial.legendre import legvander

rng = np.random.default_rng(0)
x, x_new = np.linspace(-1, 1, 12), np.linspace(-1, 1, 400)  # (examples,)
noise = 0.3 * rng.normal(size=(200, 412))  # for 200 trials
y = np.sin(3 * x) + noise[:, :12]  # twelve points to learn from   (trials, examples)
y_new = np.sin(3 * x_new) + noise[:, 12:]

print("degree  parameters  training error  held-out error   (medians of 200 trials)")
for degree in (1, 3, 5, 8, 11):
    features = legvander(x, degree)  # 1, x, ...   (examples, parameters)
    w = np.linalg.lstsq(features, y.T)[0]  # the best fits   (parameters, trials)
    training = ((features @ w - y.T) ** 2).mean(axis=0)
    held_out = ((legvander(x_new, degree) @ w - y_new.T) ** 2).mean(axis=0)
    print(f"{degree:6} {len(w):11} {np.median(training):15.3f}", end="")
    print(f"{np.median(held_out):16.3f}")
