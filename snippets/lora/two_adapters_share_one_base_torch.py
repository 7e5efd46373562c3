"""Two adapters share one base: each request brings its own, and W0 never changes."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in, rank, alpha = 3, 5, 2, 8
W0 = torch.tensor(rng.normal(size=(d_out, d_in)))  # one base for all   (d_out, d_in)
before = W0.clone()
adapters = {
    name: [torch.tensor(rng.normal(size=s)) for s in ((rank, d_in), (d_out, rank))]
    for name in ("movies", "law")
}
x = torch.tensor(rng.normal(size=d_in))  # (d_in,)

for name in ("movies", "law", None, "movies"):
    h = W0 @ x  # (d_out,)
    if name:
        A, B = adapters[name]
        h = h + alpha / rank * B @ (A @ x)
    print(f"{name or 'no adapter':10}", *(f"{value:6.2f}" for value in h))
print("base unchanged:", torch.equal(W0, before))
