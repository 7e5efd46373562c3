"""An adapter that starts near zero passes its input on; without the skip, nothing."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
batch, d_model, bottleneck = 4, 64, 8
h = torch.tensor(rng.normal(size=(batch, d_model)))  # (batch, d_model)
down = torch.tensor(rng.normal(size=(bottleneck, d_model)))  # (bottleneck, d_model)
up = torch.tensor(rng.normal(size=(d_model, bottleneck)))  # (d_model, bottleneck)

print("std    change with skip  without")
for std in (1.0, 0.1, 0.01):
    hidden = (h @ (std * down).T).relu()  # (batch, bottleneck)
    added = hidden @ (std * up).T  # (batch, d_model)
    change = [(out - h).norm() / h.norm() for out in (h + added, added)]
    print(f"{std:4}  {change[0]:16.2g} {change[1]:8.2f}")
