"""Averaged over all masks, the scaled output of dropout is its input."""

from itertools import product

import numpy as np

p = 0.2  # the probability of dropping a value; knob: 0.1 to 0.9 by 0.1
x = np.array([4.0, -2.0, 1.0])
mean, unscaled_mean = np.zeros(3), np.zeros(3)
print("kept       prob.  output")
for kept in product([1, 0], repeat=3):
    keep = np.array(kept)
    probability = np.prod(np.where(keep == 1, 1 - p, p))
    unscaled = np.where(keep == 1, x, 0.0)
    output = unscaled / (1 - p)
    mean += probability * output
    unscaled_mean += probability * unscaled
    print(f"{kept}  {probability:5.3f}", *[f"{value:6.2f}" for value in output])
print("mean            ", *[f"{value:6.2f}" for value in mean])
print("mean, not scaled", *[f"{value:6.2f}" for value in unscaled_mean])
