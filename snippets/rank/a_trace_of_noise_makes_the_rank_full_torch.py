"""A trace of noise makes the rank full; effective and stable rank hardly notice."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, rank = 6, 10, 2
W = torch.tensor(rng.normal(size=(d_out, rank)) @ rng.normal(size=(rank, d_in)))
noise = torch.tensor(rng.normal(size=(d_out, d_in)))  # (d_out, d_in)

print("noise   singular values                            rank  >0.001  eff.  stable")
for size in (0, 1e-9, 1e-2):
    noisy = torch.add(W, noise, alpha=size)  # W + size * noise
    values = torch.linalg.svdvals(noisy)  # largest first   (d_out,)
    shown = " ".join(f"{s:6.0e}" if s > 1e-12 else "     -" for s in values)
    ranks = [torch.linalg.matrix_rank(noisy, atol=tol) for tol in (None, 0.001)]
    p = values / values.sum()  # as probabilities
    effective = torch.special.entr(p).sum().exp()  # entr is -p log p, and 0 at 0
    stable = values.square().sum() / values[0] ** 2
    print(f"{size:<6.0e} {shown}  {ranks[0]:4} {ranks[1]:7}", end="")
    print(f"  {effective:5.2f}  {stable:5.2f}")
