"""Undivided scores grow with the root of d_head, until one token takes nearly all."""

import numpy as np

rng = np.random.default_rng(0)
cases, n_queries, seq_len = 250, 2, 16


def softmax(scores):
    exps = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exps / exps.sum(axis=-1, keepdims=True)


print("         undivided                divided by the root of d_head")
print("d_head   std of scores  largest   std of scores  largest weight")
for d_head in (16, 64, 256, 1024):
    q = rng.normal(size=(cases, n_queries, d_head))
    k = rng.normal(size=(cases, seq_len, d_head))
    scores = q @ k.mT  # dot products   (cases, n_queries, seq_len)
    scaled = scores / np.sqrt(d_head)
    row = f"{d_head:6}"
    for z in (scores, scaled):
        row += f"{z.std():15.1f} {softmax(z).max(axis=-1).mean():9.2f}"
    print(row)
