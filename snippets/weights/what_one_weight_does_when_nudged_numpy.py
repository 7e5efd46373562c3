"""Nudge one weight: one output moves, and the loss moves as its gradient says."""

import numpy as np

x = np.array([[1.0, 2.0, -1.0], [0.5, -1.0, 3.0]])  # (batch, d_in)
W = np.array([[0.2, -0.4, 0.1], [0.3, 0.5, -0.2]])  # (d_out, d_in)
target = np.array([[1.0, 0.0], [0.0, 1.0]])  # (batch, d_out)

nudge = 0.01  # knob: 0.01, 0.1, 0.5, 1.0


def loss(W):
    return ((x @ W.T - target) ** 2).mean()


gradient = 2 * (x @ W.T - target).T @ x / target.size  # (d_out, d_in)
nudged = W.copy()
nudged[1, 2] += nudge  # second output, third input
print("outputs move by:", (x @ nudged.T - x @ W.T).round(3).tolist())
print(f"loss before {loss(W):.5f}, after {loss(nudged):.5f}")
change, predicted = loss(nudged) - loss(W), gradient[1, 2] * nudge
print(f"change {change:.5f}, predicted by the gradient {predicted:.5f}")
