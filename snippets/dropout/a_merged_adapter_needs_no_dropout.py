"""LoRA with dropout: in evaluation the adapter equals the merged matrix, unscaled."""

from itertools import product

import numpy as np

rng = np.random.default_rng(0)
d_model, rank, p = 4, 2, 0.5
scaling = 2.0  # knob: 0.5 to 4.0 by 0.5
W = rng.standard_normal((d_model, d_model))
A = rng.standard_normal((rank, d_model))
B = rng.standard_normal((d_model, rank))
x = rng.standard_normal(d_model)


def lora(x, mask):
    return x @ W.T + scaling * (x * mask) @ A.T @ B.T  # dropout of the input of A


kept = np.array(list(product([0, 1], repeat=d_model)))  # 16, equally likely if p = 0.5
masks = kept / (1 - p)
outputs = {
    "one mask": lora(x, masks[5]),
    "mean of all masks": lora(x, masks).mean(axis=0),
    "evaluation": lora(x, 1),
    "merged": (W + scaling * B @ A) @ x,
    "merged * (1 - p)": (W + (1 - p) * scaling * B @ A) @ x,
}
for name, output in outputs.items():
    print(f"{name:17}", *[f"{value:5.2f}" for value in output])
