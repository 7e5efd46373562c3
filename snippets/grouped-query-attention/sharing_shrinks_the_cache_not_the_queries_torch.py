"""Shared heads shrink the cache; queries, scores and patterns stay as many."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
batch, seq_len, d_model, n_heads, d_head = 2, 5, 24, 6, 3
x = torch.tensor(rng.normal(size=(batch, seq_len, d_model)))
W_q = torch.tensor(rng.normal(size=(d_model, n_heads * d_head))) / 5
W_k, W_v = torch.tensor(rng.normal(size=(2, d_model, n_heads * d_head))) / 5


def split(x, heads):  # -> (batch, heads, seq_len, d_head)
    return x.unflatten(-1, (heads, d_head)).transpose(1, 2)


q = split(x @ W_q, n_heads)
print("n_kv_heads  kept  queries  scores  patterns")
for n_kv_heads in (n_heads, 2, 1):
    width = n_kv_heads * d_head
    k, v = (split(x @ W[:, :width], n_kv_heads) for W in (W_k, W_v))
    kept = k.numel() + v.numel()  # what a cache holds
    group = n_heads // n_kv_heads
    k, v = (part.repeat_interleave(group, dim=1) for part in (k, v))
    scores = q @ k.mT / d_head**0.5  # (batch, n_heads, seq_len, seq_len)
    weights = scores.softmax(dim=-1)
    patterns = len(weights[0].round(decimals=6).unique(dim=0))  # heads that differ
    print(f"{n_kv_heads:10} {kept:5} {q.numel():8} {scores.numel():7} {patterns:9}")
last = (weights @ v)[0, :, -1, 0]  # of each head, for the last token, the first number
print("output", *[f"{number:.2f}" for number in last])
