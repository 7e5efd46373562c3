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
for name, f in layers.items():
    print(f"{name}:")
    for text, y in {
        "f(2x)": f(2 * x),
        "2 f(x)": 2 * f(x),
        "f(x + other)": f(x + other),
        "f(x) + f(other)": f(x) + f(other),
    }.items():
        print(f"  {text:15}", *(f"{value:5.1f}" for value in y))
extended = torch.cat([x, torch.ones(1)])  # an input that is always 1
print("f(x) with a bias:", linear(x, W, b).tolist())
print("weights of 3 inputs and a 1:", linear(extended, wide).tolist())
