"""The last state of a token is its embedding plus all that the layers added."""

import numpy as np

rng = np.random.default_rng(0)
seq_len, d_model, n_layers = 3, 4, 2
layers = rng.normal(size=(n_layers, 5, d_model, d_model)) / 2
x = rng.normal(size=(seq_len, d_model))  # embeddings


def norm(x):
    return (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-5)


def attention(x, W_q, W_k, W_v):
    scores = (x @ W_q) @ (x @ W_k).T / np.sqrt(d_model)
    scores = np.where(np.tri(len(x)) > 0, scores, -np.inf)  # causal
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True) @ (x @ W_v)


added = {"embedding": x}
for n, (W_q, W_k, W_v, up, down) in enumerate(layers):
    added[f"attention {n}"] = attention(norm(x), W_q, W_k, W_v)
    x = x + added[f"attention {n}"]
    added[f"feed-forward {n}"] = np.maximum(norm(x) @ up, 0) @ down
    x = x + added[f"feed-forward {n}"]
print("part            x[0]   x[1]   x[2]   x[3]")
for name, part in (added | {"sum": sum(added.values()), "last state": x}).items():
    print(f"{name:14}", *(f"{p:6.2f}" for p in part[-1]))  # of the last token
