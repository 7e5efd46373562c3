"""Stage upon stage, values explode without a norm and grow slowly with one."""

import numpy as np

rng = np.random.default_rng(0)
d_model, n_layers = 64, 24
matrices = rng.normal(size=(n_layers, d_model, d_model)) / np.sqrt(d_model)
x = rng.normal(size=d_model)  # one token   (d_model,)


def layer_norm(x):
    return (x - x.mean()) / x.std()


for name, norm in ("no norm", lambda x: x), ("norm first", layer_norm):
    stream, sizes = x, []
    for matrix in matrices:
        stream = stream + norm(stream) @ matrix  # each stage adds its part
        sizes.append(stream.std())
    print(f"{name:10} after 1, 6, 12, 24 stages:", end="")
    print(*(f"{sizes[stages - 1]:9.3g}" for stages in (1, 6, 12, 24)))
