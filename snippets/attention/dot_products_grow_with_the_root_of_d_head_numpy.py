"""Undivided dot products grow with the root of d_head; one key takes nearly all."""

import numpy as np

rng = np.random.default_rng(0)
cases, n_queries = 250, 2
seq_len = 16  # knob: 2, 4, 8, 16


def softmax(scores):
    exps = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exps / exps.sum(axis=-1, keepdims=True)


print("        dot products           divided by the root of d_head")
print("d_head   std  largest weight   std  largest weight")
for d_head in (16, 64, 256, 1024):
    q = rng.normal(size=(cases, n_queries, d_head))
    k = rng.normal(size=(cases, seq_len, d_head))
    dot_products = q @ k.mT  # (cases, n_queries, seq_len)
    scores = dot_products / np.sqrt(d_head)
    row = f"{d_head:6}"
    for z in (dot_products, scores):
        row += f"  {z.std():4.1f} {softmax(z).max(axis=-1).mean():15.2f}"
    print(row)
