"""In training some values become 0 and the others grow; in evaluation none changes."""

import numpy as np


def dropout(x, p, training, rng):
    """Set each value of x to 0 with probability p and divide the others by 1 - p."""
    if not training or p == 0:
        return x
    if p == 1:
        return np.zeros_like(x)
    keep = rng.random(x.shape) >= p
    return np.where(keep, x / (1 - p), 0).astype(x.dtype)


rng = np.random.default_rng(0)
x = np.ones((500, 768), dtype=np.float32)  # (seq_len, d_model)
print("mode        share of zeros  largest value  mean  second call equal")
for training in (True, False):
    mode = "training" if training else "evaluation"
    first, second = dropout(x, 0.1, training, rng), dropout(x, 0.1, training, rng)
    zeros = np.mean(first == 0)
    print(f"{mode:10} {zeros:15.2f} {first.max():14.2f} {first.mean():5.2f}", end="")
    print(f"  {np.array_equal(first, second)}")
