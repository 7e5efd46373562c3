"""With a causal mask a later token changes no earlier output; without it, it does."""

import numpy as np

rng = np.random.default_rng(0)
time, d_model = 4, 3
Wq, Wk, Wv = rng.normal(size=(3, d_model, d_model))
x = rng.normal(size=(time, d_model))  # one row a token   (time, d_model)
changed = x.copy()
changed[3] = [5.0, -5.0, 5.0]  # another last token


def attend(x, future):  # future: score of what comes later
    scores = (x @ Wq) @ (x @ Wk).T / np.sqrt(d_model)  # (time, time)
    scores = np.where(np.tri(time, dtype=bool), scores, scores + future)
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True) @ (x @ Wv)  # (time, d_model)


for name, future in ("causal", -np.inf), ("no mask", 0.0):
    moved = abs(attend(changed, future) - attend(x, future)).max(axis=1)
    steps = " ".join(f"{m:.2f}" for m in moved)
    print(f"{name:7} outputs move by {steps}, exactly 0: {(moved == 0).sum()}")
