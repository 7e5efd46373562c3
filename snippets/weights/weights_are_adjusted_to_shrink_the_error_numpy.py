"""Forward, backward, update: a network's weights are adjusted to shrink its error."""

import numpy as np

rng = np.random.default_rng(0)
batch, d_in, d_hidden, d_out = 5, 3, 4, 2
lr = 0.1  # knob: 0.01, 0.03, 0.1, 0.3, 1.0
x = rng.normal(size=(batch, d_in))
target = rng.normal(size=(batch, d_out))
W1, b1 = rng.normal(size=(d_hidden, d_in)), np.zeros(d_hidden)  # input to hidden
W2, b2 = rng.normal(size=(d_out, d_hidden)), np.zeros(d_out)  # hidden to output

for step in range(201):
    h = np.tanh(x @ W1.T + b1)  # forward   (batch, d_hidden)
    y = h @ W2.T + b2  # (batch, d_out)
    loss = ((y - target) ** 2).mean()
    if step in (0, 1, 10, 200):
        print(f"step {step:3}: loss {loss:.3f}, first weight {W1[0, 0]:.3f}")
    dy = 2 * (y - target) / y.size  # backward: dL/dy   (batch, d_out)
    dz = (dy @ W2) * (1 - h**2)  # through tanh   (batch, d_hidden)
    W2 -= lr * dy.T @ h  # update: against the gradient
    b2 -= lr * dy.sum(axis=0)
    W1 -= lr * dz.T @ x
    b1 -= lr * dz.sum(axis=0)
