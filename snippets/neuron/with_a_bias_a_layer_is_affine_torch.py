"""Without a bias a layer is linear in the strict sense; with one it is affine."""

import torch
from torch.nn.functional import linear

W = torch.tensor([[3.0, -0.5, 5.0], [2.5, -0.25, 6.0]])  # (d_out, d_in)
b = torch.tensor([2.0, 1.0])  # (d_out,)
x, other = torch.tensor([2.0, 4.0, 1.0]), torch.tensor([1.0, 0.0, 3.0])  # (d_in,)
wide = torch.column_stack([W, b])  # the bias as one more column   (d_out, d_in + 1)

layers = {
    "without bias": lambda x: linear(x, W),
    "with a bias": lambda x: linear(x, W, b),
}
print("layer         f(2x) = 2 f(x)  f(x + other) = f(x) + f(other)")
for name, f in layers.items():
    scales = torch.equal(f(2 * x), 2 * f(x))
    adds = torch.equal(f(x + other), f(x) + f(other))
    print(f"{name:12} {scales!s:>15} {adds!s:>31}")
extended = torch.cat([x, torch.ones(1)])  # an input that is always 1
same = torch.equal(linear(extended, wide), linear(x, W, b))
print("bias as a weight of a constant 1:", same)
