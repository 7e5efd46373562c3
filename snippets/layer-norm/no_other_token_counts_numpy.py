"""Layer norm looks at one token; batch norm's answer depends on the company."""

import numpy as np

token = np.array([1.0, 2.0, 6.0])  # (d_model,)
others = np.array([[0.0, 1.0, 0.0], [100.0, 0.0, -50.0]])


def norm(x, axis):
    return (x - x.mean(axis=axis, keepdims=True)) / x.std(axis=axis, keepdims=True)


for other in others:
    x = np.stack([token, other])  # (batch, d_model)
    for name, axis in ("layer norm", 1), ("batch norm", 0):
        print(
            f"{name} beside {other.tolist()}:", *(f"{y:5.2f}" for y in norm(x, axis)[0])
        )
