"""A trace of noise makes the rank full; the stable rank hardly notices."""

import numpy as np
import torch

rank = 2
cases = (6, 10, 0), (6, 10, 1e-9), (6, 10, 1e-2), (500, 500, 1e-2)
print("                four largest                 numerical rank  effective  stable")
print("size     noise  singular values              default >0.001  rank       rank")
for d_out, d_in, size in cases:
    rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
    W = torch.tensor(rng.normal(size=(d_out, rank)) @ rng.normal(size=(rank, d_in)))
    noise = torch.tensor(rng.normal(size=(d_out, d_in)))  # (d_out, d_in)
    noisy = torch.add(W, noise, alpha=size)  # W + size * noise
    values = torch.linalg.svdvals(noisy)  # largest first   (d_out,)
    shown = " ".join(f"{s:6.0e}" if s > 1e-12 else "     -" for s in values[:4])
    numerical = [torch.linalg.matrix_rank(noisy), (values > 0.001).sum()]
    p = values / values.sum()  # as probabilities
    effective = torch.special.entr(p).sum().exp()  # entr is -p log p, and 0 at 0
    stable = values.square().sum() / values[0] ** 2
    print(f"{d_out:3}x{d_in:<3}  {size:<6.0e} {shown}", end="")
    print(f"  {numerical[0]:7} {numerical[1]:6} {effective:9.2f} {stable:9.2f}")
