"""The gradient of the loss for the logits is the probabilities minus 1 at the label."""

import torch
from torch.nn import functional as F

logits = torch.tensor([[2.0, 1.0, 0.0], [0.0, 0.0, 3.0]], dtype=torch.float64)
labels = torch.tensor([0, 1])  # (batch,)

logits.requires_grad_()
loss = F.cross_entropy(logits, labels, reduction="sum")
loss.backward()  # no formula: autograd finds it

print("label  gradient for each logit  sum")
for label, row in zip(labels, logits.grad):
    print(f"{label:5} ", *(f"{g:7.3f}" for g in row), f"{abs(row.sum()):6.3f}")
