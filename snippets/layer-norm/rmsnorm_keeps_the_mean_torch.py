"""Both norms forget how large a vector was; only layer norm forgets its mean."""

import torch
from torch.nn import functional as F

x = torch.tensor([1.0, 2.0, 4.0, 9.0])  # (d_model,)

changes = {"x": x, "50 x": 50 * x, "x + 10": x + 10, "x / 1000": x / 1000}
for name, norm in ("layer norm", F.layer_norm), ("RMSNorm", F.rms_norm):
    for change, changed in changes.items():
        normed = norm(changed, [4], eps=1e-5)
        print(f"{name:10} of {change:8}", *(f"{y:6.2f}" for y in normed))
