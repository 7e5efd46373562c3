"""The gradient of a batch is off by chance and right on average."""

import numpy as np

rng = np.random.default_rng(0)
x = rng.normal(size=8192)
target = 3 * x + rng.normal(size=8192)  # a slope of 3, and noise
w = 1.0  # knob: 0.0 to 5.0 by 0.5


def gradient(rows):
    return 2 * ((w * x[rows] - target[rows]) * x[rows]).mean()


print("batches    of   mean gradient  standard deviation  the first")
for size in (8192, 128, 32, 8):
    batches = rng.permutation(8192).reshape(-1, size)  # each example in one batch
    found = np.array([gradient(rows) for rows in batches])
    print(f"{len(found):7} {size:5} {found.mean():12.3f}", end="")
    print(f" {found.std():17.2f} {found[0]:13.2f}")
