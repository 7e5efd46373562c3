"""Without a norm the stream can grow exponentially; with one it grows slowly or not."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_model, n_layers = 64, 24
matrices = torch.tensor(rng.normal(size=(n_layers, d_model, d_model))) / d_model**0.5
start = torch.tensor(rng.normal(size=d_model))  # one token   (d_model,)


def norm(x):
    return F.layer_norm(x, [d_model], eps=1e-5)


print("weights  norm              std after layer 1         6        12        24")
for size in (0.5, 1.0):  # standard deviation of the weights, times the root of d_model
    for name in ("none", "before (pre-norm)", "after (post-norm)"):
        x, deviations = start, []
        for W in size * matrices:
            x = x + (norm(x) if name.startswith("before") else x) @ W
            x = norm(x) if name.startswith("after") else x
            deviations.append(x.std(correction=0))
        row = "".join(f"{deviations[layer - 1]:10.3g}" for layer in (1, 6, 12, 24))
        print(f"{size:7}  {name:17}{row:>41}")
