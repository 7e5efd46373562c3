"""Both norms forget how large a list was; only layer norm forgets where it lay."""

import torch
from torch.nn import functional as F

x = torch.tensor([1.0, 2.0, 4.0, 9.0])  # (d_model,)

for name, norm in ("layer norm", F.layer_norm), ("RMSNorm", F.rms_norm):
    for change, changed in ("x", x), ("50 x", 50 * x), ("x + 10", x + 10):
        normed = norm(changed, [4])
        print(f"{name:10} of {change:6}", *(f"{y:6.2f}" for y in normed))
