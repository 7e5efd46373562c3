"""Held-out error against the number of parameters, without a penalty."""

import numpy as np

rng = np.random.default_rng(0)
d_in, examples = 10, 40
true = rng.normal(size=d_in)


def draw(number):
    x = rng.normal(size=(number, d_in))
    return x, np.tanh(x @ true) + 0.2 * rng.normal(size=number)


print("parameters  training error  held-out error  with a penalty  (medians of 20)")
for count in (5, 20, 40, 80, 400, 2000):
    seen, new, penalized = [], [], []
    for _ in range(20):  # the middle of twenty trials
        (x, y), (x_new, y_new) = draw(examples), draw(200)
        V = rng.normal(size=(d_in, count))  # neurons that stay as they began
        h, h_new = np.maximum(0, x @ V), np.maximum(0, x_new @ V)
        w = np.linalg.pinv(h) @ y  # of all best fits the smallest   (count,)
        seen.append(((h @ w - y) ** 2).mean())
        new.append(((h_new @ w - y_new) ** 2).mean())
        kernel = h @ h.T + count * np.eye(examples)  # an L2 penalty of size count
        w = h.T @ np.linalg.solve(kernel, y)  # (count,)
        penalized.append(((h_new @ w - y_new) ** 2).mean())
    print(f"{count:10}", *(f"{np.median(e):15.2f}" for e in (seen, new, penalized)))
