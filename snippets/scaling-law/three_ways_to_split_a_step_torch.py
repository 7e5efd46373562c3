"""A step split by data, by columns and rows, or by layers is the same step."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
sizes = (8, 4), (8, 3), (4, 6), (6, 3)
x, y, W1, W2 = (torch.tensor(rng.normal(size=size)) for size in sizes)


def forward(x, W1, W2):
    return (x @ W1).relu() @ W2  # (batch, d_out)


def gradient(x, y):  # of the mean squared error, for W2   (6, d_out)
    return torch.func.grad(lambda W2: ((forward(x, W1, W2) - y) ** 2).mean())(W2)


halves = [gradient(*part) for part in zip(x.chunk(2), y.chunk(2))]
parts = [forward(x, *part) for part in zip(W1.chunk(2, dim=1), W2.chunk(2))]
first = [(part @ W1).relu() for part in x.split(2)]  # 4 micro-batches
passed = [hidden @ W2 for hidden in first]  # the second device's layer
whole = forward(x, W1, W2)
print("parallelism     split            whole")
for name, split, same in (
    ("data", sum(halves) / 2, gradient(x, y)),  # equal halves: averaged
    ("tensor", sum(parts), whole),  # partial sums are added up
    ("pipeline", torch.cat(passed), whole),  # hidden was handed over
):
    print(f"{name:9}", *(f"  {a[0, 0]:6.2f} {a[-1, -1]:6.2f}" for a in (split, same)))
