"""What many layers add to one stream grows with their number, unless it is scaled."""

import numpy as np

rng = np.random.default_rng(0)
batch, d_model = 100, 64

print("n_layers  branches  rms of their sum  scaled by 1 / sqrt(branches)")
for n_layers in (3, 12, 48):
    branches = 2 * n_layers  # attention and feed-forward in each layer
    plain = scaled = np.zeros((batch, d_model))  # what is added to the stream
    for _ in range(branches):
        h = rng.normal(size=(batch, d_model))  # as a norm leaves it
        W = rng.normal(size=(d_model, d_model)) / np.sqrt(d_model)
        plain = plain + h @ W.T
        scaled = scaled + h @ (W / np.sqrt(branches)).T
    sizes = [np.sqrt((added**2).mean()) for added in (plain, scaled)]
    print(f"{n_layers:8} {branches:9} {sizes[0]:17.1f} {sizes[1]:12.1f}")
