"""Added adapters disturb each other where their inputs overlap."""

import numpy as np

rng = np.random.default_rng(0)
batch, d_out, d_in = 1000, 8, 12
rank = 2  # knob: 1 to 8
B = rng.normal(size=(2, d_out, rank))  # of two adapters   (2, d_out, rank)
A = rng.normal(size=(2, rank, d_in))  # (2, rank, d_in)
x = rng.normal(size=(batch, d_in))  # (batch, d_in)

print("inputs of both tasks, of 12   task 1 off by   task 2 off by")
for shared in (0, 4, 12):
    uses = np.zeros((2, d_in))  # which numbers each task uses   (2, d_in)
    uses[0, : (d_in + shared) // 2] = 1
    uses[1, (d_in - shared) // 2 :] = 1
    updates = B @ (A * uses[:, None])  # (2, d_out, d_in)
    off = []
    for task in (0, 1):
        inputs = x * uses[task]  # (batch, d_in)
        own = inputs @ updates[task].T  # (batch, d_out)
        both = inputs @ updates.sum(axis=0).T
        off.append(100 * np.linalg.norm(both - own) / np.linalg.norm(own))
    print(f"{uses.all(axis=0).sum():27} {off[0]:14.0f}% {off[1]:14.0f}%")
