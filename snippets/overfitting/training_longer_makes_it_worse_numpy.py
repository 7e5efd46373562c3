"""The training loss falls to the end; the held-out loss turns and rises."""

import numpy as np

rng = np.random.default_rng(0)
d_in, lr = 60, 0.05
true = np.concatenate([np.ones(5), np.zeros(d_in - 5)])  # five inputs matter
x, x_new = rng.normal(size=(50, d_in)), rng.normal(size=(2000, d_in))
y = x @ true + 2 * rng.normal(size=50)  # with noise of variance 4   (examples,)
y_new = x_new @ true + 2 * rng.normal(size=2000)

w, best = np.zeros(d_in), (np.inf, 0)
print("step  training loss  held-out loss")
for step in range(2001):
    seen, new = ((x @ w - y) ** 2).mean(), ((x_new @ w - y_new) ** 2).mean()
    best = min(best, (new, step))
    if step in (0, 10, 30, 100, 300, 2000):
        print(f"{step:4} {seen:14.2f} {new:14.2f}")
    w = w - lr * 2 * x.T @ (x @ w - y) / len(y)
print(f"lowest held-out loss: {best[0]:.2f} at step {best[1]}")
