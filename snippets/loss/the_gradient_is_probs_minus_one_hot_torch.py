"""The gradient of the loss for the logits is the probabilities minus 1 at the label."""

import torch
from torch.nn import functional as F

logits = torch.tensor([[2.0, 1.0, 0.0], [0.0, 0.0, 3.0]])  # (batch, vocab_size)
labels = torch.tensor([0, 1])  # (batch,)

logits.requires_grad_()
F.cross_entropy(logits, labels).backward()  # no formula: autograd finds it

for row in logits.grad:
    print(*(f"{value:6.3f}" for value in row), f"  sum {abs(row.sum()):.3f}")
