"""Both norms forget how large a list was; only layer norm forgets where it lay."""

import numpy as np

x = np.array([1.0, 2.0, 4.0, 9.0])  # (d_model,)


def layer_norm(x):
    return (x - x.mean()) / x.std()


def rms_norm(x):
    return x / np.sqrt((x**2).mean())


for name, norm in ("layer norm", layer_norm), ("RMSNorm", rms_norm):
    for change, changed in ("x", x), ("50 x", 50 * x), ("x + 10", x + 10):
        print(f"{name:10} of {change:6}", *(f"{y:6.2f}" for y in norm(changed)))
