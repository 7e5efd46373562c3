"""With a causal mask a later token changes no earlier output; without it, it does."""

import numpy as np

rng = np.random.default_rng(0)
seq_len, d_model = 4, 3
W_q, W_k, W_v = rng.normal(size=(3, d_model, d_model))
x = rng.normal(size=(seq_len, d_model))  # a vector for each token
changed = x.copy()
changed[3] = [5.0, -5.0, 5.0]  # another last token


def attend(x, causal):  # (seq_len, d_model) -> (seq_len, d_model)
    scores = (x @ W_q) @ (x @ W_k).T / np.sqrt(d_model)  # (seq_len, seq_len)
    if causal:
        scores = np.where(np.tri(seq_len, dtype=bool), scores, -np.inf)
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True) @ (x @ W_v)


for name, causal in ("causal", True), ("no mask", False):
    change = abs(attend(changed, causal) - attend(x, causal)).max(axis=1)
    steps = " ".join(f"{c:.2f}" for c in change)
    print(f"{name:7} outputs change by {steps}, exactly 0: {(change == 0).sum()}")
