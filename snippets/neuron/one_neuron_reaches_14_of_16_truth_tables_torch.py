"""One sum reaches 14 of the 16 truth tables of two inputs, and never XOR."""

from itertools import product

import torch

x = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]])  # every input   (batch, d_in)
reached, equal, neurons = set(), 0, 0
for w1, w2, b in product([-1, 0, 1], [-1, 0, 1], [-1.5, -0.5, 0.5, 1.5]):
    z = x @ torch.tensor([w1, w2], dtype=x.dtype) + b  # (batch,)
    reached.add("".join("1" if value > 0 else "0" for value in z))
    equal += (z[0] + z[3] == z[1] + z[2]).item()
    neurons += 1
print(f"{neurons} neurons reach {len(reached)} truth tables")
for name, table in {"AND": "0001", "OR": "0111", "XOR": "0110"}.items():
    print(f"{name:3} {table}: {table in reached}")
print("never:", *sorted({f"{n:04b}" for n in range(16)} - reached))
print(f"z for 00 plus z for 11 equals z for 01 plus z for 10: {equal} of {neurons}")
z = x @ torch.tensor([8.72, 8.72]) - 10
shown = " ".join(f"{value:.2f}" for value in torch.nn.functional.silu(z))
print("but one with SiLU, for 00, 01, 10 and 11:", shown)
