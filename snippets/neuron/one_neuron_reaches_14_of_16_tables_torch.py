"""One neuron reaches 14 of the 16 yes-or-no tables of two inputs, and never XOR."""

from itertools import product

import torch

x = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]])  # every input   (batch, d_in)
reached, equal = set(), 0
for w1, w2, b in product([-1, 0, 1], [-1, 0, 1], [-1.5, -0.5, 0.5, 1.5]):
    sums = x @ torch.tensor([w1, w2], dtype=x.dtype) + b  # (batch,)
    reached.add("".join("1" if s > 0 else "0" for s in sums))
    equal += (sums[0] + sums[3] == sums[1] + sums[2]).item()
print(f"{len(reached)} tables from 36 neurons, AND {'0001' in reached}", end=", ")
print(f"OR {'0111' in reached}, XOR {'0110' in reached}")
tables = {f"{n:04b}" for n in range(16)}
print("never:", *sorted(tables - reached))
print(f"first and last sum equal the middle two: {equal} of 36")
