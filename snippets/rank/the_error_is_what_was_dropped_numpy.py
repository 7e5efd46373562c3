"""The best matrix of a lower rank misses exactly the singular values it dropped."""

import numpy as np


def best_of_rank(W, rank):  # (d_out, rank) and (rank, d_in)
    U, values, Vh = np.linalg.svd(W, full_matrices=False)
    return U[:, :rank] * values[:rank], Vh[:rank]


rng = np.random.default_rng(0)
d_out, d_in = 6, 10
W = rng.normal(size=(d_out, d_in))  # (d_out, d_in)
values = np.linalg.svd(W, compute_uv=False)  # singular values, largest first
print("singular values:", *(f"{s:.2f}" for s in values))
print("rank  error  dropped  error with rows of W as A")
for rank in (1, 3, 5):
    B, A = best_of_rank(W, rank)
    missed = np.linalg.norm(W - B @ A)
    dropped = (values[rank:] ** 2).sum() ** 0.5
    rows = W[:rank]  # another choice of A, with the best B for it
    mixed = W @ np.linalg.pinv(rows) @ rows
    print(f"{rank:4} {missed:6.2f} {dropped:8.2f} {np.linalg.norm(W - mixed):8.2f}")
