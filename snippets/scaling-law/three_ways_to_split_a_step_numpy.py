"""A step split by data, by columns and rows, or by layers is the same step."""

import numpy as np

rng = np.random.default_rng(0)
x, y = rng.normal(size=(8, 4)), rng.normal(size=(8, 3))  # (batch, d_in), (batch, d_out)
W1, W2 = rng.normal(size=(4, 6)), rng.normal(size=(6, 3))


def forward(x, W1, W2):
    return np.maximum(x @ W1, 0) @ W2  # (batch, d_out)


def gradient(x, y):  # of the mean squared error, for W2   (6, d_out)
    hidden = np.maximum(x @ W1, 0)
    return 2 * hidden.T @ (hidden @ W2 - y) / y.size


halves = [gradient(*part) for part in zip(np.split(x, 2), np.split(y, 2))]
parts = [forward(x, *part) for part in zip(np.split(W1, 2, axis=1), np.split(W2, 2))]
first = [np.maximum(part @ W1, 0) for part in np.split(x, 4)]  # 4 micro-batches
passed = [hidden @ W2 for hidden in first]  # the second device's layer
whole = forward(x, W1, W2)
print("parallelism     split            whole")
for name, split, same in (
    ("data", sum(halves) / 2, gradient(x, y)),  # equal halves: averaged
    ("tensor", sum(parts), whole),  # partial sums are added up
    ("pipeline", np.vstack(passed), whole),  # hidden was handed over
):
    print(f"{name:9}", *(f"  {a[0, 0]:6.2f} {a[-1, -1]:6.2f}" for a in (split, same)))
