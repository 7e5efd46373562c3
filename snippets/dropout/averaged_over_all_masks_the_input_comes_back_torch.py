"""Averaged over all masks, the scaled output of dropout is its input."""

from itertools import product

import torch

p = 0.2  # the probability of dropping a value
x = torch.tensor([4.0, -2.0, 1.0])
mean, unscaled_mean = torch.zeros(3), torch.zeros(3)
print("kept       prob.  output")
for kept in product([1, 0], repeat=3):
    keep = torch.tensor(kept, dtype=torch.bool)
    probability = torch.where(keep, 1 - p, p).prod()
    unscaled = torch.where(keep, x, 0.0)
    output = unscaled / (1 - p)
    mean += probability * output
    unscaled_mean += probability * unscaled
    print(f"{kept}  {probability:5.3f}", *[f"{value:6.2f}" for value in output])
print("mean            ", *[f"{value:6.2f}" for value in mean])
print("mean, not scaled", *[f"{value:6.2f}" for value in unscaled_mean])
