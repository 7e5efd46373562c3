"""Each number of the gradient is what nudging one parameter measures."""

import torch
from torch.nn import functional as F

x = torch.tensor([[1.0, 2.0], [-1.0, 0.5], [3.0, -1.0]]).double()  # (batch, d_in)
labels = torch.tensor([0, 2, 1])  # (batch,)
W = torch.tensor([[0.3, -0.2], [0.1, 0.4], [-0.5, 0.2]], dtype=torch.float64)


def loss(W):  # W: (vocab_size, d_in)
    return F.cross_entropy(x @ W.T, labels)


measured = torch.zeros_like(W)  # one nudge up, one down, for each parameter
h = 1e-5
for row in range(3):
    for column in range(2):
        up, down = W.clone(), W.clone()
        up[row, column] += h
        down[row, column] -= h
        measured[row, column] = (loss(up) - loss(down)) / (2 * h)

(derived,) = torch.autograd.grad(loss(W.requires_grad_()), W)  # autograd derives it
print(measured.numpy().round(3))
print("same to 8 digits:", bool(abs(measured - derived).max() < 1e-8))
