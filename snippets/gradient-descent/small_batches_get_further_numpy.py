"""For the same reading, many rough steps get further than a few exact ones."""

import numpy as np

rng = np.random.default_rng(0)
x = rng.normal(size=(1000, 5))  # (examples, d_in)
target = x @ np.array([3.0, -2.0, 1.0, 0.5, -1.0]) + 0.1 * rng.normal(size=1000)

for size in (1000, 100, 10):
    w, steps = np.zeros(5), 0
    for start in range(0, 1000, size):  # one pass over all examples
        rows = slice(start, start + size)
        gradient = 2 * x[rows].T @ (x[rows] @ w - target[rows]) / size
        w, steps = w - 0.05 * gradient, steps + 1
    loss = ((x @ w - target) ** 2).mean()
    print(f"batches of {size:4}: {steps:3} steps, loss on all examples {loss:.3f}")
