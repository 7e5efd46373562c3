"""Dividing scores by a temperature is the same as raising another base than e."""

import math

import torch

scores = torch.tensor([2.0, 1.0, 0.0, -1.0], dtype=torch.float64)  # (vocab_size,)
print("temperature  base  probabilities             the same by base ** score")
for temperature in (0.5, 1.0, 2.0):
    base = math.exp(1 / temperature)
    powers = base**scores
    probs = (scores / temperature).softmax(dim=-1)
    same = torch.allclose(probs, powers / powers.sum())
    shown = " ".join(f"{p:5.3f}" for p in probs)
    print(f"{temperature:11} {base:5.2f}  {shown} {same!s:>10}")
