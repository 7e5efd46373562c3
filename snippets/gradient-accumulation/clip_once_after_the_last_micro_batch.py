"""Clipping after each micro-batch gives another step, which depends on their order."""

import torch
from torch.nn.utils import clip_grad_norm_

first, second = torch.tensor([2.0, 0.0]), torch.tensor([0.0, 2.0])  # gradients
w = torch.zeros(2, requires_grad=True)


def accumulated(gradients, clip_each):
    w.grad = torch.zeros(2)
    for gradient in gradients:
        w.grad += gradient  # as backward() does
        if clip_each:
            clip_grad_norm_([w], max_norm=1.0)
    clip_grad_norm_([w], max_norm=1.0)
    return w.grad


print("clipped                   gradient   norm")
for name, gradients, clip_each in (
    ("once, at the end", (first, second), False),
    ("once, other order", (second, first), False),
    ("after each", (first, second), True),
    ("after each, other order", (second, first), True),
):
    a, b = accumulated(gradients, clip_each)
    print(f"{name:24} {a:4.2f} {b:4.2f}  {w.grad.norm():5.2f}")
