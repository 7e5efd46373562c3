"""Held-out error against the number of parameters, without a penalty."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_in, examples = 10, 40
true = rng.normal(size=d_in)


def draw(number):
    x = rng.normal(size=(number, d_in))
    y = np.tanh(x @ true) + 0.2 * rng.normal(size=number)
    return torch.tensor(x), torch.tensor(y)


print("parameters  training error  held-out error  with a penalty  (medians of 20)")
for count in (5, 20, 40, 80, 400, 2000):
    seen, new, penalized = [], [], []
    for _ in range(20):  # the middle of twenty trials
        (x, y), (x_new, y_new) = draw(examples), draw(200)
        V = torch.tensor(rng.normal(size=(d_in, count)))  # stay as they began
        h, h_new = torch.relu(x @ V), torch.relu(x_new @ V)
        w = torch.linalg.pinv(h) @ y  # of all best fits the smallest   (count,)
        seen.append(((h @ w - y) ** 2).mean())
        new.append(((h_new @ w - y_new) ** 2).mean())
        kernel = h @ h.T + count * torch.eye(examples)  # an L2 penalty of size count
        w = h.T @ torch.linalg.solve(kernel, y)  # (count,)
        penalized.append(((h_new @ w - y_new) ** 2).mean())
    print(f"{count:10}", *(f"{np.median(e):15.2f}" for e in (seen, new, penalized)))
