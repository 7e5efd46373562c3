"""A trace of noise makes the rank full; the stable rank hardly notices."""

import numpy as np

rank = 2  # knob: 1 to 4
cases = (6, 10, 0), (6, 10, 1e-9), (6, 10, 1e-2), (500, 500, 1e-2)
print("                four largest                 numerical rank  effective  stable")
print("size     noise  singular values              default >0.001  rank       rank")
for d_out, d_in, size in cases:
    rng = np.random.default_rng(0)
    W = rng.normal(size=(d_out, rank)) @ rng.normal(size=(rank, d_in))  # (d_out, d_in)
    noisy = W + size * rng.normal(size=(d_out, d_in))
    values = np.linalg.svd(noisy, compute_uv=False)  # largest first   (d_out,)
    shown = " ".join(f"{s:6.0e}" if s > 1e-12 else "     -" for s in values[:4])
    numerical = [np.linalg.matrix_rank(noisy), (values > 0.001).sum()]
    p = values[values > 0] / values.sum()  # as probabilities
    effective = np.exp(-(p * np.log(p)).sum())
    stable = (values**2).sum() / values[0] ** 2
    print(f"{d_out:3}x{d_in:<3}  {size:<6.0e} {shown}", end="")
    print(f"  {numerical[0]:7} {numerical[1]:6} {effective:9.2f} {stable:9.2f}")
