"""Micro-batches add up to the gradient of a large batch if weighted by tokens."""

import numpy as np

rng = np.random.default_rng(0)
d_in, sizes = 3, (2, 7, 1)  # texts of unequal length, in tokens
texts = [(rng.normal(size=(n, d_in)), rng.normal(size=n)) for n in sizes]
w = np.array([0.5, -1.0, 2.0])  # (d_in,)


def gradient(x, y):  # of the mean loss over the tokens of one batch   (d_in,)
    return 2 * x.T @ (x @ w - y) / len(y)


large = gradient(*(np.concatenate(parts) for parts in zip(*texts)))
ways = {
    "one large batch": large,
    "weighted by tokens": sum(len(y) / sum(sizes) * gradient(x, y) for x, y in texts),
    "each text alike": sum(gradient(x, y) / len(texts) for x, y in texts),
    "only added up": sum(gradient(x, y) for x, y in texts),
}
print("micro-batches       gradient              as the large batch")
for name, g in ways.items():
    print(f"{name:18}", *(f"{v:6.2f}" for v in g), f"  {np.allclose(g, large)}")
