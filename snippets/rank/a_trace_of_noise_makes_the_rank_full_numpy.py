"""A trace of noise makes the rank full; effective and stable rank hardly notice."""

import numpy as np

rng = np.random.default_rng(0)
d_out, d_in, rank = 6, 10, 2
W = rng.normal(size=(d_out, rank)) @ rng.normal(size=(rank, d_in))  # (d_out, d_in)
noise = rng.normal(size=(d_out, d_in))

print("noise   singular values                            rank  >0.001  eff.  stable")
for size in (0, 1e-9, 1e-2):
    noisy = W + size * noise
    values = np.linalg.svd(noisy, compute_uv=False)  # largest first   (d_out,)
    shown = " ".join(f"{s:6.0e}" if s > 1e-12 else "     -" for s in values)
    ranks = [np.linalg.matrix_rank(noisy, tol=tol) for tol in (None, 0.001)]
    p = values[values > 0] / values.sum()  # as probabilities
    effective = np.exp(-(p * np.log(p)).sum())
    stable = (values**2).sum() / values[0] ** 2
    print(f"{size:<6.0e} {shown}  {ranks[0]:4} {ranks[1]:7}", end="")
    print(f"  {effective:5.2f}  {stable:5.2f}")
