"""An adapter that starts near zero passes its input on; without the skip, nothing."""

import numpy as np

rng = np.random.default_rng(0)
batch, d_model = 4, 64
bottleneck = 8  # knob: 1 to 32
h = rng.normal(size=(batch, d_model))  # output of a frozen layer   (batch, d_model)
down = rng.normal(size=(bottleneck, d_model))  # (bottleneck, d_model)
up = rng.normal(size=(d_model, bottleneck))  # (d_model, bottleneck)

print("std    change with skip  without")
for std in (1.0, 0.1, 0.01):
    hidden = np.maximum(h @ (std * down).T, 0)  # (batch, bottleneck)
    added = hidden @ (std * up).T  # (batch, d_model)
    change = [np.linalg.norm(out - h) / np.linalg.norm(h) for out in (h + added, added)]
    print(f"{std:4}  {change[0]:16.2g} {change[1]:8.2f}")
