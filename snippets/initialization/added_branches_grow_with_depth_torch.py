"""What many layers add to one stream grows with their number, unless it is scaled."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
batch, d_model = 100, 64

print("n_layers  branches  rms of their sum  scaled by 1 / sqrt(branches)")
for n_layers in (3, 12, 48):
    branches = 2 * n_layers  # attention and feed-forward in each layer
    plain = scaled = torch.zeros(batch, d_model).double()  # added to the stream
    for _ in range(branches):
        h = torch.tensor(rng.normal(size=(batch, d_model)))  # as a norm leaves it
        W = torch.tensor(rng.normal(size=(d_model, d_model))) / d_model**0.5
        plain = plain + h @ W.T
        scaled = scaled + h @ (W / branches**0.5).T
    sizes = [(added**2).mean().sqrt() for added in (plain, scaled)]
    print(f"{n_layers:8} {branches:9} {sizes[0]:17.1f} {sizes[1]:12.1f}")
