"""Each number of the gradient is what nudging one parameter measures."""

import torch
from torch.nn import functional as F

x = torch.tensor([[1.0, 2.0], [-1.0, 0.5], [3.0, -1.0]]).double()  # (batch, d_in)
labels = torch.tensor([0, 2, 1])  # (batch,)
W = torch.tensor([[0.3, -0.2], [0.1, 0.4], [-0.5, 0.2]], dtype=torch.float64)


def loss(W):  # W: (vocab_size, d_in)
    return F.cross_entropy(x @ W.T, labels)


measured, h = torch.zeros_like(W), 1e-5
for row in range(W.shape[0]):  # one nudge up and one down for each parameter
    for column in range(W.shape[1]):
        nudge = torch.zeros_like(W)
        nudge[row, column] = h
        measured[row, column] = (loss(W + nudge) - loss(W - nudge)) / (2 * h)

(derived,) = torch.autograd.grad(loss(W.requires_grad_()), W)  # autograd derives it
print(measured.numpy().round(3))
print("the same to 8 digits:", bool((measured - derived).abs().max() < 1e-8))
