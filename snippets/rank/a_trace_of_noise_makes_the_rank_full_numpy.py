"""A trace of noise makes the rank full: say from what size on a value counts."""

import numpy as np

rng = np.random.default_rng(0)
d_out, d_in, rank = 6, 10, 2
W = rng.normal(size=(d_out, rank)) @ rng.normal(size=(rank, d_in))  # (d_out, d_in)
noise = rng.normal(size=(d_out, d_in))

print("noise   singular values                          rank  above 0.001")
for size in (0, 1e-9, 1e-4):
    noisy = W + size * noise
    values = np.linalg.svd(noisy, compute_uv=False)
    shown = " ".join(f"{s:6.0e}" if s > 1e-12 else "     -" for s in values)
    ranks = [np.linalg.matrix_rank(noisy, tol=tol) for tol in (None, 0.001)]
    print(f"{size:<6.0e} {shown}  {ranks[0]:4} {ranks[1]:10}")
