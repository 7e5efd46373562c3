"""No matrix can replace a bottleneck adapter with its ReLU; one can replace a LoRA."""

import numpy as np

rng = np.random.default_rng(0)
d_model, alpha = 6, 8
bottleneck = 2  # knob: 2 to 6
rank = 2  # knob: 1 to 6
down = rng.normal(size=(bottleneck, d_model))  # (bottleneck, d_model)
up = rng.normal(size=(d_model, bottleneck))  # (d_model, bottleneck)
A = rng.normal(size=(rank, d_model))  # (rank, d_model)
B = rng.normal(size=(d_model, rank))  # (d_model, rank)
x, y = rng.normal(size=(2, d_model))  # two inputs, (d_model,) each


def bottleneck_adapter(h):  # behind a layer, with a ReLU in the middle
    return h + up @ np.maximum(down @ h, 0)


def lora_update(x):  # beside a layer, and linear
    return alpha / rank * B @ (A @ x)


for f in bottleneck_adapter, lora_update:
    together, apart = f(x + y), f(x) + f(y)
    print(f"{f.__name__}: of the sum {together[0]:.2f}, summed {apart[0]:.2f}")
print("numbers trained:", down.size + up.size, "and", A.size + B.size)
