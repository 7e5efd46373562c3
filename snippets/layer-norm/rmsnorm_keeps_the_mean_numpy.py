"""Both norms forget how large a vector was; only layer norm forgets its mean."""

import numpy as np

x = np.array([1.0, 2.0, 4.0, 9.0])  # (d_model,)
eps = 1e-5  # knob: 1e-8, 1e-6, 1e-5, 1e-3


def layer_norm(x):
    centered = x - x.mean()
    return centered / np.sqrt((centered**2).mean() + eps)


def rms_norm(x):
    return x / np.sqrt((x**2).mean() + eps)


changes = {"x": x, "50 x": 50 * x, "x + 10": x + 10, "x / 1000": x / 1000}
for name, norm in ("layer norm", layer_norm), ("RMSNorm", rms_norm):
    for change, changed in changes.items():
        print(f"{name:10} of {change:8}", *(f"{y:6.2f}" for y in norm(changed)))
