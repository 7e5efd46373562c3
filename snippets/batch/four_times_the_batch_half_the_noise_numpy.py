"""Four times the batch, four times the arithmetic, half the noise of the gradient."""

import numpy as np

spread = 1.0  # of what x does not explain in y; knob: 0.0 to 4.0 by 0.5
rng = np.random.default_rng(0)
x = rng.normal(size=(10_000, 5))  # (examples, d_in)
y = x @ np.ones(5) + spread * rng.normal(size=10_000)
w = np.zeros(5)  # (d_in,)
each = 2 * x * (x @ w - y)[:, None]  # a gradient for each example   (examples, d_in)
full = each.mean(axis=0)

print("batch  distance from the full gradient  pointing downhill")
for batch in (1, 4, 16, 64, 256):
    rows = rng.integers(10_000, size=(2000, batch))  # 2000 batches drawn
    gradients = each[rows].mean(axis=1)  # (2000, d_in)
    noise = np.sqrt(((gradients - full) ** 2).sum(axis=1).mean())  # root mean square
    distance = noise / np.linalg.norm(full)
    downhill = (gradients @ full > 0).mean()
    print(f"{batch:5} {distance:18.2f} of its length {downhill:18.0%}")
