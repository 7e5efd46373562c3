"""Each head reads the whole vector of a token: the split comes after the projection."""

import numpy as np

rng = np.random.default_rng(0)
d_model = 6
n_heads = 3  # knob: 1, 2, 3, 6
d_head = d_model // n_heads
W_q = rng.normal(size=(d_model, d_model))
x = rng.normal(size=d_model)  # one token   (d_model,)

q = (x @ W_q).reshape(n_heads, d_head)
others = "".join(f"  head {h}" for h in range(1, n_heads))
print(f"changed entry   query of head 0{others} moves by")
for entry in range(d_model):
    nudged = x.copy()
    nudged[entry] += 1
    moved = abs((nudged @ W_q).reshape(n_heads, d_head) - q).sum(axis=1)  # (n_heads,)
    print(f"{entry:13}", f"{moved[0]:17.2f}", *(f"{m:7.2f}" for m in moved[1:]))
