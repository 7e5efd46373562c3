"""Shared heads shrink the cache; queries, scores and patterns stay as many."""

import numpy as np

rng = np.random.default_rng(0)
n_heads = 6  # knob: 4, 6, 8, 12
batch, seq_len, d_model, d_head = 2, 5, 24, 3
x = rng.normal(size=(batch, seq_len, d_model))
W_q = rng.normal(size=(d_model, n_heads * d_head)) / 5
W_k, W_v = rng.normal(size=(2, d_model, n_heads * d_head)) / 5  # the widest case


def split(x, heads):  # -> (batch, heads, seq_len, d_head)
    return x.reshape(batch, seq_len, heads, d_head).transpose(0, 2, 1, 3)


q = split(x @ W_q, n_heads)
print("n_kv_heads  kept  queries  scores  patterns")
for n_kv_heads in (n_heads, 2, 1):
    width = n_kv_heads * d_head
    k, v = (split(x @ W[:, :width], n_kv_heads) for W in (W_k, W_v))
    kept = k.size + v.size  # what a cache holds
    k, v = (np.repeat(part, n_heads // n_kv_heads, axis=1) for part in (k, v))
    scores = q @ k.swapaxes(2, 3) / d_head**0.5  # (batch, n_heads, seq_len, seq_len)
    exps = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = exps / exps.sum(axis=-1, keepdims=True)
    patterns = len(np.unique(weights[0].round(6), axis=0))  # heads that differ
    print(f"{n_kv_heads:10} {kept:5} {q.size:8} {scores.size:7} {patterns:9}")
last = (weights @ v)[0, :, -1, 0]  # of each head, for the last token, the first number
print("output", *[f"{number:.2f}" for number in last])
