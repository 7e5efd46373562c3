"""Each head reads all numbers of a token: the cut into heads comes afterwards."""

import numpy as np

rng = np.random.default_rng(0)
d_model, n_heads = 6, 3
d_head = d_model // n_heads
Wq = rng.normal(size=(d_model, d_model))
x = rng.normal(size=d_model)  # one token   (d_model,)

q = (x @ Wq).reshape(n_heads, d_head)
for place in range(d_model):
    nudged = x.copy()
    nudged[place] += 1
    moved = abs((nudged @ Wq).reshape(n_heads, d_head) - q).sum(axis=1)  # (n_heads,)
    print(f"input {place} moves the heads' queries by", *(f"{m:.1f}" for m in moved))
