"""No matrix can replace a bottleneck adapter with its ReLU; one can replace a LoRA."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_model, bottleneck, rank, alpha = 6, 2, 2, 8
down = torch.tensor(rng.normal(size=(bottleneck, d_model)))  # (bottleneck, d_model)
up = torch.tensor(rng.normal(size=(d_model, bottleneck)))  # (d_model, bottleneck)
A = torch.tensor(rng.normal(size=(rank, d_model)))  # (rank, d_model)
B = torch.tensor(rng.normal(size=(d_model, rank)))  # (d_model, rank)
x, y = torch.tensor(rng.normal(size=(2, d_model)))  # two inputs, (d_model,) each


def bottleneck_adapter(h):  # behind a layer, with a ReLU in the middle
    return h + up @ torch.relu(down @ h)


def lora_update(x):  # beside a layer, and linear
    return alpha / rank * B @ (A @ x)


for f in bottleneck_adapter, lora_update:
    together, apart = f(x + y), f(x) + f(y)
    print(f"{f.__name__}: of the sum {together[0]:.2f}, summed {apart[0]:.2f}")
print("numbers trained:", down.numel() + up.numel(), "and", A.numel() + B.numel())
