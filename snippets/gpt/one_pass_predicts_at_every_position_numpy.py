"""One pass predicts at every position what reading up to there predicts."""

import numpy as np

rng = np.random.default_rng(0)
n_layers = 2  # knob: 1 to 8
context, d_model, vocab_size, ids = 6, 8, 11, [3, 1, 4, 1, 5, 9]
E, P = (rng.normal(size=(n, d_model)) / 2 for n in (vocab_size, context))
layers = rng.normal(size=(n_layers, 5, d_model, d_model)) / 3


def norm(x):
    return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-5)


def gpt(ids):  # (seq_len,) -> logits (seq_len, vocab_size)
    x = E[ids] + P[: len(ids)]  # embedding + position
    for W_q, W_k, W_v, up, down in layers:
        scores = (norm(x) @ W_q) @ (norm(x) @ W_k).T / np.sqrt(d_model)
        scores[np.triu_indices(len(x), 1)] = -np.inf  # causal
        exps = np.exp(scores - scores.max(axis=1, keepdims=True))
        x = x + exps / exps.sum(axis=1, keepdims=True) @ norm(x) @ W_v
        x = x + np.maximum(norm(x) @ up, 0) @ down
    return norm(x) @ E.T


print("largest logit  differs  read")
for n in range(1, context + 1):
    logits, at_once = gpt(ids[:n])[-1], gpt(ids)[n - 1]  # for the next token
    print(f"{logits.max():13.2f}  {np.abs(logits - at_once).max():.5f} ", ids[:n])
