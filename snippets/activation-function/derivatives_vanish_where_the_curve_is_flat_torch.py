"""Ten sigmoids leave at most a millionth of a gradient; ReLU, all of it or nothing."""

import torch
from torch.nn import functional as F

functions = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "ReLU": F.relu,
    "GELU": F.gelu,
    "SiLU": F.silu,
}
z = torch.linspace(-8, 8, 16_001, dtype=torch.float64)  # pre-activations
z = (z + 5e-7).requires_grad_()  # none at the corner of ReLU
shown = [1000 * (8 + value) for value in (-4, -1, 0, 1, 4)]  # where z is value
print("derivative at", *(f"{z[i]:6.0f}" for i in shown), "  largest ten layers")
for name, function in functions.items():
    (derivative,) = torch.autograd.grad(function(z).sum(), z)  # exact
    print(f"{name:13}", *(f"{derivative[i]:6.2f}" for i in shown), end="")
    largest = derivative.max()
    print(f"{largest:9.2f} {largest**10:10.1g}")
