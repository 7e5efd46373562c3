"""The same function with a mask of another shape drops whole branches: DropPath."""

import numpy as np


def drop(x, p, shape, rng):
    return x * (rng.random(shape) >= p) / (1 - p)


rng = np.random.default_rng(0)
batch, seq_len, d_model = 10_000, 4, 8
branch = np.ones((batch, seq_len, d_model))  # what a layer adds to its input
shapes = {"dropout": branch.shape, "DropPath": (batch, 1, 1)}
print("          shape of the mask  mean  share of zeros  examples all zero")
for name, shape in shapes.items():
    out = drop(branch, 0.2, shape, rng)
    gone = np.mean(np.all(out == 0, axis=(1, 2)))
    print(f"{name:8}  {shape!s:17}  {out.mean():.2f}", end="")
    print(f"  {np.mean(out == 0):14.2f}  {gone:17.2f}")
