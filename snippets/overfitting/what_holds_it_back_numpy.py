"""An L2 penalty raises the training loss and lowers the held-out one, up to a point."""

import numpy as np

rng = np.random.default_rng(0)
d_in = 60
true = np.concatenate([np.ones(5), np.zeros(d_in - 5)])  # five inputs matter
x_new = rng.normal(size=(2000, d_in))
y_new = x_new @ true + 2 * rng.normal(size=2000)

print("examples  penalty  training loss  held-out loss")
for examples, penalty in ((70, 0), (70, 10), (70, 40), (70, 1000), (700, 0)):
    x = np.random.default_rng(1).normal(size=(examples, d_in))
    y = x @ true + 2 * np.random.default_rng(2).normal(size=examples)
    w = np.linalg.solve(x.T @ x + penalty * np.eye(d_in), x.T @ y)  # (d_in,)
    seen, new = ((x @ w - y) ** 2).mean(), ((x_new @ w - y_new) ** 2).mean()
    print(f"{examples:8} {penalty:8} {seen:14.2f} {new:14.2f}")
