"""Nudge one weight: one output moves, and the loss moves as its gradient says."""

import torch

x = torch.tensor([[1.0, 2.0, -1.0], [0.5, -1.0, 3.0]]).double()  # (batch, d_in)
W = torch.tensor([[0.2, -0.4, 0.1], [0.3, 0.5, -0.2]], dtype=x.dtype)  # (d_out, d_in)
target = torch.tensor([[1.0, 0.0], [0.0, 1.0]]).double()  # (batch, d_out)

nudge = 0.01


def loss(W):
    return ((x @ W.T - target) ** 2).mean()


W.requires_grad_()
(gradient,) = torch.autograd.grad(loss(W), W)  # (d_out, d_in)
nudged = W.detach().clone()
nudged[1, 2] += nudge  # second output, third input
moved = (x @ nudged.T - x @ W.T).detach()
print("outputs move by:", [[round(v, 3) + 0.0 for v in row] for row in moved.tolist()])
print(f"loss before {loss(W):.5f}, after {loss(nudged):.5f}")
change, predicted = loss(nudged) - loss(W), gradient[1, 2] * nudge
print(f"change {change:.5f}, predicted by the gradient {predicted:.5f}")
