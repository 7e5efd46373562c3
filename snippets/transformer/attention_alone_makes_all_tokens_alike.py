"""Attention alone makes all tokens alike; what stands around it prevents that."""

import numpy as np

rng = np.random.default_rng(0)
seq_len, n_layers = 6, 4


def norm(x):
    centered = x - x.mean(axis=-1, keepdims=True)
    return centered / np.sqrt((centered**2).mean(axis=-1, keepdims=True) + 1e-5)


def attend(x, q, k, v):  # (seq_len, d_model) -> (seq_len, d_model)
    scores = (norm(x) @ q) @ (norm(x) @ k).T / np.sqrt(x.shape[-1])
    exps = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exps / exps.sum(axis=-1, keepdims=True) @ x @ v


print("d_model  parts of a block      tokens apart after layer 1, 2, 3, 4")
for d_model in (16, 64):
    layers = rng.normal(size=(n_layers, 5, d_model, d_model)) / np.sqrt(d_model)
    start = rng.normal(size=(seq_len, d_model))
    for parts in ("attention alone", "attention, added", "whole block"):
        x, apart = start, []
        for q, k, v, up, down in layers:
            x = attend(x, q, k, v) + (0 if parts == "attention alone" else x)
            x = x + (parts == "whole block") * np.maximum(norm(x) @ up, 0) @ down
            apart.append(np.linalg.norm(x - x.mean(axis=0)) / np.linalg.norm(x))
        print(f"{d_model:7}  {parts:17}", *(f"{a:9.3f}" for a in apart))
