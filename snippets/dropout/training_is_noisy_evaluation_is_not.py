"""In training some values become 0 and the others grow; in evaluation none changes."""

import numpy as np


def dropout(x, p, training, rng):
    """Set each value of x to 0 with probability p and divide the others by 1 - p."""
    if not 0 <= p <= 1:
        raise ValueError(f"p has to be a probability, not {p}")
    if not training:
        return x
    keep = rng.random(x.shape) >= p  # never, if p is 1
    return np.where(keep, x / (1 - float(p) if p < 1 else 1.0), 0)


rng = np.random.default_rng(0)
x = np.ones((500, 768), dtype=np.float32)  # (seq_len, d_model)
print("mode          p  zeros   max  mean  same")
for training, p in ((True, 0.1), (True, 0.5), (True, 1.0), (False, 0.1)):
    y, again = dropout(x, p, training, rng), dropout(x, p, training, rng)
    mode = "training" if training else "evaluation"
    print(f"{mode:10}  {p}  {np.mean(y == 0):5.2f}  {y.max():.2f}", end="")
    print(f"  {y.mean():.2f}  {np.array_equal(y, again)}")
print("shape and type:", y.shape, y.dtype)
try:
    dropout(x, 1.5, True, rng)
except ValueError as error:
    print(error)
