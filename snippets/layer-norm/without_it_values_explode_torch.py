"""Stage upon stage, values explode without a norm and grow slowly with one."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_model, n_layers = 64, 24
matrices = torch.tensor(rng.normal(size=(n_layers, d_model, d_model))) / d_model**0.5
x = torch.tensor(rng.normal(size=d_model))  # one token   (d_model,)

for name, norm in (
    ("no norm", lambda x: x),
    ("norm first", lambda x: F.layer_norm(x, [d_model])),
):
    stream, sizes = x, []
    for matrix in matrices:
        stream = stream + norm(stream) @ matrix  # each stage adds its part
        sizes.append(stream.std(correction=0))
    print(f"{name:10} after 1, 6, 12, 24 stages:", end="")
    print(*(f"{sizes[stages - 1]:9.3g}" for stages in (1, 6, 12, 24)))
