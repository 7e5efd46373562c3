"""One pass predicts at every position what reading up to there predicts."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
context, d_model, vocab_size, n_layers = 6, 8, 11, 2
E, P = (torch.tensor(rng.normal(size=(n, d_model))) / 2 for n in (vocab_size, context))
layers = torch.tensor(rng.normal(size=(n_layers, 5, d_model, d_model))) / 3


def norm(x):
    return F.layer_norm(x, [d_model], eps=1e-5)


def gpt(ids):  # (seq_len,) -> logits (seq_len, vocab_size)
    x = E[ids] + P[: len(ids)]  # embedding + position
    for W_q, W_k, W_v, up, down in layers:
        q, k, v = (norm(x)[None] @ W for W in (W_q, W_k, W_v))  # a batch of one
        x = x + F.scaled_dot_product_attention(q, k, v, is_causal=True)[0]
        x = x + (norm(x) @ up).relu() @ down
    return norm(x) @ E.T


ids = [3, 1, 4, 1, 5, 9]
print("largest logit  differs  read")
for n in range(1, context + 1):
    logits, at_once = gpt(ids[:n])[-1], gpt(ids)[n - 1]  # for the next token
    print(f"{logits.max():13.2f}  {(logits - at_once).abs().max():.5f} ", ids[:n])
