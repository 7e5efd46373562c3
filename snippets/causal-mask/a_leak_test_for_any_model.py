"""A test for leaks: which inputs have a gradient at which outputs, two blocks deep."""

from functools import partial

import torch

g = torch.Generator().manual_seed(5)
time, d_model = 5, 3
layers = torch.randn(2, 3, d_model, d_model, generator=g, dtype=torch.float64)
x = torch.randn(time, d_model, generator=g, dtype=torch.float64)


def model(x, diagonal):
    hidden = torch.ones(time, time).triu(diagonal).bool()
    for Wq, Wk, Wv in layers:
        scores = (x @ Wq) @ (x @ Wk).T / d_model**0.5  # (time, time)
        x = x + scores.masked_fill(hidden, -torch.inf).softmax(dim=1) @ (x @ Wv)
    return x


for name, diagonal in ("right", 1), ("off by one", 2):
    slopes = torch.autograd.functional.jacobian(partial(model, diagonal=diagonal), x)
    reaches = slopes.abs().sum(dim=(1, 3))  # (time of output, time of input)
    print(f"{name}: leaks from a later token: {bool(reaches.triu(1).any())}")
    for row in reaches:
        print("  ", *(f"{cell:5.1f}" if cell else "    ." for cell in row))
