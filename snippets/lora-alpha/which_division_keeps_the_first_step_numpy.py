"""Which division keeps the first step at all ranks depends on the optimizer."""

import numpy as np

rng = np.random.default_rng(0)
d_out, d_in, alpha, lr = 200, 300, 16, 0.001
G = rng.normal(size=(d_out, d_in))  # gradient of the loss at the weights

print("      AdamW: alpha over   SGD: alpha over   (how far the loss falls)")
print("rank   rank  sqrt(rank)   rank  sqrt(rank)")
for rank in (4, 16, 64):
    A = rng.normal(size=(rank, d_in)) / d_in**0.5  # (rank, d_in)
    falls = []
    for step in np.sign, lambda gradient: gradient:  # AdamW's first step, SGD's step
        for scale in alpha / rank, alpha / rank**0.5:
            B = -lr * step(scale * G @ A.T)  # B was zero   (d_out, rank)
            falls.append(-(G * (scale * B @ A)).sum())  # of the loss
    by_rank, by_root = falls[::2], falls[1::2]
    print(f"{rank:4}  {by_rank[0]:5.1f} {by_root[0]:11.0f}", end="  ")
    print(f"{by_rank[1]:5.1f} {by_root[1]:11.0f}")
