"""Layer norm ignores the rest of the batch; batch norm and full experts do not."""

import numpy as np


def layer_norm(x, eps=1e-5):  # each example by its own mean and variance
    centered = x - x.mean(axis=1, keepdims=True)
    return centered / np.sqrt(x.var(axis=1, keepdims=True) + eps)


def batch_norm(x, eps=1e-5):  # each column by those of the whole batch
    return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)


def expert_of_capacity_2(x):  # in an MoE: what comes too late is dropped
    wanted = x[:, 2] > 3  # whom the router sends here   (batch,)
    served = wanted & (wanted.cumsum() <= 2)
    return np.where(served[:, None], 10 * x, 0)


mine = np.array([[1.0, 2.0, 6.0]])  # (1, d_model)
print("others  layer norm           batch norm           expert, capacity 2")
for name, others in {
    "small": np.array([[0.0, 1.0, 2.0], [2.0, 0.0, 4.0]]),
    "large": np.array([[50.0, 0.0, 9.0], [7.0, 90.0, 8.0]]),
}.items():
    x = np.concatenate([others, mine])  # (batch, d_model)
    rows = [layer(x)[-1] for layer in (layer_norm, batch_norm, expert_of_capacity_2)]
    print(f"{name:6}", *("".join(f"{v:7.2f}" for v in row) for row in rows))
