"""The gradient of a batch is off by chance and right on average."""

import numpy as np

rng = np.random.default_rng(0)
x = rng.normal(size=8192)
target = 3 * x + rng.normal(size=8192)  # a slope of 3, and noise
w = 1.0


def gradient(rows):
    return 2 * ((w * x[rows] - target[rows]) * x[rows]).mean()


full = gradient(np.arange(8192))
print(f"all 8,192 examples: {full:.3f}")
for size in (8, 32, 128):
    batches = rng.permutation(8192).reshape(-1, size)  # each example in one batch
    found = np.array([gradient(rows) for rows in batches])
    print(f"{len(found):4} batches of {size:3}: mean {found.mean():.3f}", end=", ")
    print(f"off by about {found.std():.2f}, first {found[0]:.2f}")
