"""Two common slips: variance over n - 1, and eps put outside the root."""

import torch
from torch.nn import functional as F

x = torch.tensor([0.01, 0.02, 0.04, 0.09], dtype=torch.float64)  # (d_model,)
eps = 1e-4
centered = x - x.mean()
variance = (centered**2).mean()
for name, y in (
    ("PyTorch", F.layer_norm(x, [4], eps=eps)),
    ("by its formula", centered / (variance + eps).sqrt()),
    ("variance over n - 1", centered / (x.var() + eps).sqrt()),  # the default of var()
    ("eps outside", centered / (variance.sqrt() + eps)),
):
    print(f"{name:20}", *(f"{n:6.3f}" for n in y))
