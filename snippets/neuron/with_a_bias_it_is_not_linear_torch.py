"""With a bias a layer is not linear: twice the input is not twice the output."""

import torch
from torch.nn.functional import linear

W = torch.tensor([[3.0, -0.5, 5.0], [2.5, -0.25, 6.0]])  # (d_out, d_in)
b = torch.tensor([2.0, 1.0])  # (d_out,)
x = torch.tensor([2.0, 4.0, 1.0])  # (d_in,)

once, twice = linear(x, W), linear(2 * x, W)  # (d_out,)
print("without bias, once and twice:", once.numpy(), twice.numpy())
once, twice = linear(x, W, b), linear(2 * x, W, b)
print("with a bias, once and twice: ", once.numpy(), twice.numpy())
wide = torch.column_stack([W, b])  # the bias as one more column   (d_out, d_in + 1)
one = torch.ones(1)
for times in (1, 2):
    y = linear(torch.cat([times * x, one]), wide)
    print(f"bias as a weight of a 1, x {times}:", y.numpy())
