"""Attention alone can make all tokens alike; what stands around it slows that down."""

import numpy as np

rng = np.random.default_rng(0)
seq_len, n_layers, d_model = 6, 32, 64
layers = rng.normal(size=(n_layers, 5, d_model, d_model)) / np.sqrt(d_model)
start = rng.normal(size=(seq_len, d_model))


def norm(x):
    centered = x - x.mean(axis=1, keepdims=True)
    return centered / np.sqrt((centered**2).mean(axis=1, keepdims=True) + 1e-5)


def attend(x, q, k, v):  # (seq_len, d_model) -> (seq_len, d_model)
    scores = (norm(x) @ q) @ (norm(x) @ k).T / np.sqrt(d_model)
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True) @ norm(x) @ v


print("tokens apart after layer   1     2     4     8    16    32")
for parts in ("attention alone", "alone, q = k = 3 I", "with additions", "whole block"):
    x, apart = start, []
    for q, k, v, up, down in layers:
        q, k = (3 * np.eye(d_model),) * 2 if "3 I" in parts else (q, k)
        x = attend(x, q, k, v) + (0 if "alone" in parts else x)
        x = x + (parts == "whole block") * np.maximum(norm(x) @ up, 0) @ down
        apart.append(np.linalg.norm(x - x.mean(axis=0)) / np.linalg.norm(x))
    print(f"{parts:20}", *(f"{apart[n - 1]:5.2f}" for n in (1, 2, 4, 8, 16, 32)))
