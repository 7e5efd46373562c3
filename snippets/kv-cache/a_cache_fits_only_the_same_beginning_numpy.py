"""A cache can serve another text as far as both begin alike, and no further."""

import numpy as np

rng = np.random.default_rng(0)
n_layers, d_model, context = 2, 3, 4
layers = rng.normal(size=(n_layers, 3, d_model, d_model))  # W_q, W_k, W_v of each layer
words = "the so cat dog sat ran".split()
embedding = dict(zip(words, rng.normal(size=(len(words), d_model))))
P = rng.normal(size=(context, d_model))  # positions


def keys(text):  # (n_layers, seq_len, d_model)
    x = np.array([embedding[word] for word in text.split()])
    x, found = x + P[: len(x)], []
    for W_q, W_k, W_v in layers:
        found.append(x @ W_k)
        scores = x @ W_q @ found[-1].T / np.sqrt(d_model)
        scores[np.triu_indices(len(x), 1)] = -np.inf  # causal
        exps = np.exp(scores - scores.max(axis=-1, keepdims=True))
        x = x + exps / exps.sum(axis=-1, keepdims=True) @ (x @ W_v)
    return np.array(found)


print("token of   layer 0: 0      1      2      3   layer 1: 0      1      2      3")
for text in ("the cat sat", "the cat ran", "the dog sat", "so the cat sat"):
    row = f"{text:14}"
    for k in keys(text):
        row += f"{''.join(f'{first:7.2f}' for first in k[:, 0]):34}"
    print(row.rstrip())
