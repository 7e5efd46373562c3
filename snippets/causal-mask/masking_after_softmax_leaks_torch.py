"""Zeros put in after the softmax hide nothing: later scores have already counted."""

import torch

keep = torch.tensor([1.0, 1.0, 0.0])  # the second of three tokens may not see the third

for name, hidden in ("a text", 3.0), ("another last token", -3.0):
    scores = torch.tensor([0.0, 1.0, hidden])  # of the second token   (time,)
    before = scores.masked_fill(keep == 0, -torch.inf).softmax(dim=0)
    after = scores.softmax(dim=0) * keep
    print(f"{name:18}  mask first:", *(f"{p:.2f}" for p in before), end="  ")
    print(
        "  zeros afterwards:", *(f"{p:.2f}" for p in after), f" sum {after.sum():.2f}"
    )
