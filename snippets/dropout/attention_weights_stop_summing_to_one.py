"""After dropout, a row of attention weights sums to 1 on average, not each time."""

import numpy as np

rng = np.random.default_rng(0)
p, seq_len = 0.1, 4
allowed = np.tril(np.ones((seq_len, seq_len)))  # causal mask
weights = allowed / allowed.sum(axis=1, keepdims=True)  # softmax of equal scores
masks = (rng.random((100_000, seq_len, seq_len)) >= p) / (1 - p)
sums = (weights * masks).sum(axis=2)  # (draws, seq_len)
print("position  without  first draw  second draw  mean  share of rows all zero")
for i in range(seq_len):
    first, second = sums[0, i], sums[1, i]
    print(f"{i:8}  {weights[i].sum():7.2f}  {first:10.2f}  {second:11.2f}", end="")
    print(f"  {sums[:, i].mean():4.2f}  {np.mean(sums[:, i] == 0):22.2f}")
