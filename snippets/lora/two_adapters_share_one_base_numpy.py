"""Two adapters share one base: each request brings its own, and W0 never changes."""

import numpy as np

rng = np.random.default_rng(0)
d_out, d_in = 3, 5
rank = 2  # knob: 1 to 3
alpha = 8  # knob: 1 to 16
W0 = rng.normal(size=(d_out, d_in))  # one base for all   (d_out, d_in)
before = W0.copy()
adapters = {
    name: (rng.normal(size=(rank, d_in)), rng.normal(size=(d_out, rank)))
    for name in ("movies", "law")
}
x = rng.normal(size=d_in)  # (d_in,)

for name in ("movies", "law", None, "movies"):
    h = W0 @ x  # (d_out,)
    if name:
        A, B = adapters[name]
        h = h + alpha / rank * B @ (A @ x)
    print(f"{name or 'no adapter':10}", *(f"{value:6.2f}" for value in h))
print("base unchanged:", np.array_equal(W0, before))
