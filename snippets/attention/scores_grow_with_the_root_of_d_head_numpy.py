"""Undivided scores grow with the root of d_head, until one token takes everything."""

import numpy as np

rng = np.random.default_rng(0)
time = 16
print("d_head  size of scores  top weight   divided: size  top weight")
for d_head in (16, 64, 256, 1024):
    q = rng.normal(size=(500, 1, d_head))  # 500 cases   (cases, 1, d_head)
    k = rng.normal(size=(500, time, d_head))  # (cases, time, d_head)
    row = f"{d_head:6}"
    for divisor in (1, d_head**0.5):
        scores = (q * k).sum(axis=2) / divisor  # (cases, time)
        exps = np.exp(scores)
        top = (exps / exps.sum(axis=1, keepdims=True)).max(axis=1).mean()
        row += f"{scores.std():16.1f}{top:12.2f}"
    print(row)
