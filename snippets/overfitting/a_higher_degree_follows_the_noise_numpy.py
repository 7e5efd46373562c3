"""The higher the degree of a curve, the better it fits its points, and not new ones."""

import numpy as np
from numpy.polynomial.legendre import legvander

rng = np.random.default_rng(0)
x = np.linspace(-1, 1, 12)  # twelve points to learn from   (examples,)
y = np.sin(3 * x) + 0.3 * rng.normal(size=12)  # a wave and noise
x_new = np.linspace(-1, 1, 400)
y_new = np.sin(3 * x_new) + 0.3 * rng.normal(size=400)

print("degree  parameters  error on its points  on new ones")
for degree in (1, 3, 5, 8, 11):
    features = legvander(x, degree)  # 1, x, ...   (examples, parameters)
    w = np.linalg.lstsq(features, y)[0]  # the best fit   (parameters,)
    seen = ((features @ w - y) ** 2).mean()
    new = ((legvander(x_new, degree) @ w - y_new) ** 2).mean()
    print(f"{degree:6} {w.size:11} {seen:20.3f} {new:12.3f}")
