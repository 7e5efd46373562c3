"""Small batches add up to the gradient of a large one if each counts by its tokens."""

import numpy as np

rng = np.random.default_rng(0)
d_in, sizes = 3, (2, 7, 1)  # three texts of unequal length, in tokens
texts = [(rng.normal(size=(n, d_in)), rng.normal(size=n)) for n in sizes]
w = np.array([0.5, -1.0, 2.0])  # (d_in,)


def gradient(x, y):  # of the mean loss of one batch   (d_in,)
    return 2 * x.T @ (x @ w - y) / len(y)


full = gradient(*(np.concatenate(parts) for parts in zip(*texts)))
tokens = sum(sizes)
by_tokens = sum(len(y) / tokens * gradient(x, y) for x, y in texts)
by_texts = sum(gradient(x, y) / len(texts) for x, y in texts)
added = sum(gradient(x, y) for x, y in texts)
for name, g in (
    ("one large batch", full),
    ("by tokens", by_tokens),
    ("each text alike", by_texts),
    ("only added up", added),
):
    print(f"{name:15}", *(f"{v:6.2f}" for v in g), " same:", np.allclose(g, full))
