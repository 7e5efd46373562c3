"""Without a norm the stream can grow exponentially; with one it grows slowly or not."""

import numpy as np

rng = np.random.default_rng(0)
d_model = 64  # knob: 16, 32, 64, 128
n_layers = 24
matrices = rng.normal(size=(n_layers, d_model, d_model)) / np.sqrt(d_model)
start = rng.normal(size=d_model)  # one token   (d_model,)


def norm(x):
    centered = x - x.mean()
    return centered / np.sqrt((centered**2).mean() + 1e-5)


print("weights  norm              std after layer 1         6        12        24")
for size in (0.5, 1.0):  # standard deviation of the weights, times the root of d_model
    for name in ("none", "before (pre-norm)", "after (post-norm)"):
        x, deviations = start, []
        for W in size * matrices:
            x = x + (norm(x) if name.startswith("before") else x) @ W
            x = norm(x) if name.startswith("after") else x
            deviations.append(x.std())
        row = "".join(f"{deviations[layer - 1]:10.3g}" for layer in (1, 6, 12, 24))
        print(f"{size:7}  {name:17}{row:>41}")
