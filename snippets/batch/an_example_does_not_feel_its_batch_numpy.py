"""Layer norm leaves an example alone with itself; batch norm mixes the batch."""

import numpy as np


def layer_norm(x):  # each row by its own mean and spread
    return (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)


def batch_norm(x):  # each column by that of the whole batch
    return (x - x.mean(axis=0)) / x.std(axis=0)


one = np.array([[1.0, 2.0, 6.0]])  # (1, d_model)
for name, others in (
    ("small others", np.array([[0.0, 1.0, 2.0], [2.0, 0.0, 1.0]])),
    ("large others", np.array([[50.0, 0.0, 9.0], [7.0, 90.0, 8.0]])),
):
    x = np.concatenate([one, others])  # (batch, d_model)
    print(f"{name}: layer norm {layer_norm(x)[0].round(2)}", end=", ")
    print(f"batch norm {batch_norm(x)[0].round(2)}")
