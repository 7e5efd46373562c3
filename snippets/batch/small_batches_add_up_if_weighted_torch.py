"""Small batches add up to the gradient of a large one if each counts by its tokens."""

import numpy as np
import torch
from torch.nn.functional import mse_loss

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_in, sizes = 3, (2, 7, 1)  # three texts of unequal length, in tokens
texts = [[torch.tensor(rng.normal(size=s)) for s in ((n, d_in), n)] for n in sizes]
w = torch.tensor([0.5, -1.0, 2.0], dtype=torch.float64, requires_grad=True)  # (d_in,)


def accumulate(batches, shares):
    w.grad = None
    for (x, y), share in zip(batches, shares):
        (share * mse_loss(x @ w, y)).backward()  # adds to what w.grad holds
    return w.grad


large = [torch.cat(parts) for parts in zip(*texts)]
full, tokens = accumulate([large], [1]), sum(sizes)
for name, shares in (
    ("one large batch", None),
    ("by tokens", [n / tokens for n in sizes]),
    ("each text alike", [1 / 3, 1 / 3, 1 / 3]),
    ("only added up", [1, 1, 1]),
):
    g = accumulate(texts, shares) if shares else full
    print(f"{name:15}", *(f"{v:6.2f}" for v in g), " same:", torch.allclose(g, full))
