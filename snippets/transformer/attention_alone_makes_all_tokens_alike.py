"""Stacked attention alone makes all tokens alike; what stands around it stops that."""

import numpy as np

rng = np.random.default_rng(0)
time, d_model, n_layers = 6, 16, 4
layers = rng.normal(size=(n_layers, 5, d_model, d_model)) / 4
start = rng.normal(size=(time, d_model))


def norm(x):
    return (x - x.mean(-1, keepdims=True)) / x.std(-1, keepdims=True)


def attend(x, q, k, v):  # (time, d_model) -> (time, d_model)
    exps = np.exp((x @ q) @ (x @ k).T / np.sqrt(d_model))
    return exps / exps.sum(-1, keepdims=True) @ x @ v


for name, skip, feed in ("attention alone", 0, 0), ("and adding", 1, 0), (
    "whole blocks", 1, 1
):  # fmt: skip
    x, apart = start, []
    for q, k, v, up, down in layers:
        x = skip * x + attend(norm(x), q, k, v)
        x = x + feed * np.maximum(norm(x) @ up, 0) @ down
        apart.append(np.linalg.norm(x - x.mean(0)) / np.linalg.norm(x))
    print(f"{name:15} tokens apart by", *(f"{a:.3f}" for a in apart))
