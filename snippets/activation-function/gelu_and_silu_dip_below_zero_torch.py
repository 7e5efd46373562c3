"""GELU and SiLU dip below zero: a larger pre-activation can give a smaller output."""

import torch
from torch.nn import functional as F


def gelu_tanh(z):  # GPT-2's and Gemma's
    return F.gelu(z, approximate="tanh")


z = torch.tensor([-1000.0, -3.0, -1.25, -0.75, 0.0, 1.0, 3.0], dtype=torch.float64)
print("z         ", *(f"{value:8.2f}" for value in z), " never falls")
functions = {"ReLU": F.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid}
functions |= {"GELU": F.gelu, "GELU, tanh": gelu_tanh, "SiLU": F.silu}
for name, function in functions.items():
    y = function(z)
    print(f"{name:10}", *(f"{v + 0:8.4f}" for v in y.round(decimals=4)), end="")
    print(f"  {bool((torch.diff(y) >= 0).all())}")
