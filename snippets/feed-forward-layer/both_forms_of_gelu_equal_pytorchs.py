"""GELU exactly and by tanh: both equal PyTorch's, and differ by less than 0.0005."""

import math

import torch
from torch.nn import functional as F


def gelu(x):  # x times the probability that a normal number is below x
    return x * (1 + torch.erf(x / 2**0.5)) / 2


def gelu_tanh(x):  # the form in GPT-2's code
    return 0.5 * x * (1 + torch.tanh((2 / math.pi) ** 0.5 * (x + 0.044715 * x**3)))


print("    x  GELU")
for x in (-2.0, -0.75, 1.0, 2.0):
    print(f"{x:5} {gelu(torch.tensor(x)):6.3f}")
x = torch.linspace(-4, 4, 4001, dtype=torch.float64)
exact, by_tanh = gelu(x), gelu_tanh(x)
print(f"on {len(x)} numbers from {x[0]:.0f} to {x[-1]:.0f}:")
print("exact form equal:", torch.allclose(exact, F.gelu(x)))
print("tanh form equal:", torch.allclose(by_tanh, F.gelu(x, approximate="tanh")))
print(f"largest difference: {(exact - by_tanh).abs().max():.5f}")
print(f"lowest value: {exact.min():.3f}, at {x[exact.argmin()]:.2f}")
