"""Hidden units that begin equal stay equal, so weights must begin as noise."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
x = torch.tensor(rng.normal(size=(20, 3)))  # (batch, d_in)
target = torch.sin(x.sum(dim=1, keepdim=True))  # (batch, 1)

for name, noise in ("equal", 0.0), ("noise", 0.5):
    W1 = torch.tensor(0.5 + noise * rng.normal(size=(4, 3)))  # (d_hidden, d_in)
    W2 = torch.tensor(0.5 + noise * rng.normal(size=(1, 4)))  # (d_out, d_hidden)
    for _ in range(501):
        for W in (W1, W2):
            W.requires_grad_()
        loss = ((torch.tanh(x @ W1.T) @ W2.T - target) ** 2).mean()
        last = W1
        to_1, to_2 = torch.autograd.grad(loss, [W1, W2])
        W1, W2 = (W1 - 0.1 * to_1).detach(), (W2 - 0.1 * to_2).detach()
    column = [round(w, 2) for w in last[:, 0].tolist()]
    print(f"{name}: loss {loss:.3f}, first column of W1", column)
