"""An L2 penalty raises the training loss and lowers the held-out one, up to a point."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_in = 60
true = torch.tensor(np.concatenate([np.ones(5), np.zeros(d_in - 5)]))
x_new = torch.tensor(rng.normal(size=(2000, d_in)))
y_new = x_new @ true + 2 * torch.tensor(rng.normal(size=2000))

print("examples  penalty  training loss  held-out loss")
for examples, penalty in ((70, 0), (70, 10), (70, 40), (70, 1000), (700, 0)):
    x = torch.tensor(np.random.default_rng(1).normal(size=(examples, d_in)))
    y = x @ true + 2 * torch.tensor(np.random.default_rng(2).normal(size=examples))
    w = torch.linalg.solve(x.T @ x + penalty * torch.eye(d_in), x.T @ y)  # (d_in,)
    seen, new = ((x @ w - y) ** 2).mean(), ((x_new @ w - y_new) ** 2).mean()
    print(f"{examples:8} {penalty:8} {seen:14.2f} {new:14.2f}")
