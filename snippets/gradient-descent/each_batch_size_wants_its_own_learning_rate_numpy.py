"""Which batch size does best after 1,000 examples is decided by the learning rate."""

import numpy as np

rng = np.random.default_rng(0)
x = rng.normal(size=(1000, 5))  # (examples, d_in)
target = x @ np.array([3.0, -2.0, 1.0, 0.5, -1.0]) + 0.1 * rng.normal(size=1000)
rates = (0.005, 0.05, 0.3)

print("             loss on all examples, at a learning rate of")
print("batch  steps", *(f"{lr:9}" for lr in rates))
for size in (1000, 100, 10, 1):
    shown = []
    for lr in rates:
        w = np.zeros(5)
        for start in range(0, 1000, size):  # one pass over all examples
            rows = slice(start, start + size)
            w = w - lr * 2 * x[rows].T @ (x[rows] @ w - target[rows]) / size
        loss = ((x @ w - target) ** 2).mean()
        shown.append(f"{loss:9.4f}" if loss < 100 else " diverged")
    print(f"{size:5} {1000 // size:6}", *shown)
