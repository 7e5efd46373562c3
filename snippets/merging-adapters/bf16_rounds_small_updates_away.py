"""Merged in bf16, a small update leaves most weights as they were."""

import numpy as np
import torch

rng = np.random.default_rng(0)
d_out, d_in, rank = 200, 300, 4
W = torch.tensor(0.02 * rng.normal(size=(d_out, d_in))).bfloat16()  # a base in bf16
A = torch.tensor(rng.normal(size=(rank, d_in)))  # (rank, d_in)
B = torch.tensor(rng.normal(size=(d_out, rank)))  # (d_out, rank)
inputs = torch.tensor(rng.normal(size=(50, d_in)))  # any inputs         (batch, d_in)
read = torch.tensor(rng.normal(size=(50, rank))) @ A  # inputs made of A's rows

print("                 weights    error in % of what the update does to")
print("update  dtype    unchanged  any inputs   inputs that A reads")
for size in (0.001, 0.01):  # of the weights
    update = size * W.double().norm() / (B @ A).norm() * B @ A
    for dtype in (torch.bfloat16, torch.float16, torch.float32):
        merged = (W.double() + update).to(dtype).double()
        lost = merged - W.double() - update  # (d_out, d_in)
        off = [(x @ lost.T).norm() / (x @ update.T).norm() for x in (inputs, read)]
        same = (merged == W.double()).double().mean()
        print(f"{size:6.1%}  {str(dtype)[6:]:9} {same:6.0%}", end="")
        print(f" {100 * off[0]:12.1f} {100 * off[1]:14.1f}")
