"""After training alpha is only a factor: a larger alpha is a larger B, nothing else."""

import numpy as np


def update(A, B, alpha, rank):
    return alpha / rank * B @ A  # (d_out, d_in)


rng = np.random.default_rng(0)
d_out, d_in = 3, 5
rank = 2  # knob: 1 to 3
alpha = 6  # knob: 1 to 24
A = rng.normal(size=(rank, d_in))  # as trained   (rank, d_in)
B = rng.normal(size=(d_out, rank))  # as trained   (d_out, rank)
x = rng.normal(size=d_in)  # (d_in,)

print("alpha  scale  what the update adds to three outputs")
for changed in (0, 3, alpha, 12):
    added = update(A, B, changed, rank) @ x  # (d_out,)
    print(f"{changed:5}  {changed / rank:5.1f}", *(f"{a:6.2f}" for a in added))
baked = update(A, alpha / rank * B, rank, rank)  # alpha is the rank: scale 1
print("scale 1, larger B: same:", np.allclose(baked, update(A, B, alpha, rank)))
