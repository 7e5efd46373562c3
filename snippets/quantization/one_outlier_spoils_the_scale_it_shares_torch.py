"""One outlier spoils the scale that it shares: of the whole table, or of its row."""

import numpy as np
import torch


def round_trip(W, dim, levels=127):  # one scale for all (None) or for each row (1)
    scale = W.abs().amax(dim=() if dim is None else dim, keepdim=True) / levels
    return (W / scale).round() * scale


rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_out, d_in = 8, 64
W = torch.tensor(rng.normal(size=(d_out, d_in)))  # (d_out, d_in)
spoiled = W.clone()
spoiled[2, 5] = 60  # twenty times what is usual

print("error in percent      rows without it   its row")
for name, table, dim in (
    ("no outlier, one scale", W, None),
    ("outlier, one scale", spoiled, None),
    ("outlier, by row", spoiled, 1),
):
    off = (round_trip(table, dim) - table).abs()
    others = torch.cat([off[:2], off[3:]]).mean() / W.abs().mean()
    own = off[2].mean() / W.abs().mean()
    print(f"{name:22} {100 * others:14.1f} {100 * own:9.1f}")
