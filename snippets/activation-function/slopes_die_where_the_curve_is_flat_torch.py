"""Slopes are multiplied on the way back: ten sigmoids leave a millionth, ReLU all."""

import torch

functions = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "ReLU": torch.relu,
    "GELU": torch.nn.functional.gelu,
}
z = torch.tensor([-4.0, -1.0, 0.1, 1.0, 4.0])  # (batch,)
print("slope at", *(f"{value:7.1f}" for value in z), "   best of ten")
z.requires_grad_()
for name, function in functions.items():
    (slope,) = torch.autograd.grad(function(z).sum(), z)  # (batch,)
    print(f"{name:8}", *(f"{s:7.3f}" for s in slope), end="")
    print(f"{slope.max() ** 10:12.1g}")
