"""Token by token with a cache: the same outputs, and every key is made once."""

import numpy as np

rng = np.random.default_rng(0)
seq_len = 4  # knob: 2 to 8
d_model, n_layers = 3, 2
layers = rng.normal(size=(n_layers, 3, d_model, d_model)) / 2  # W_q, W_k, W_v
x, P = rng.normal(size=(2, seq_len, d_model))  # embeddings, positions


def model(new, cache):  # new: (new tokens, d_model); cache: keys, values by layer
    made, start = 0, len(cache[0][0])
    new = new + P[start : start + len(new)]  # positions count on
    for (W_q, W_k, W_v), kept in zip(layers, cache):
        made += len(new)  # keys and values of the new tokens only
        kept[0] = k = np.concatenate([kept[0], new @ W_k])  # old and new
        kept[1] = v = np.concatenate([kept[1], new @ W_v])
        later = np.triu(np.ones((len(new), len(k))), 1 + len(k) - len(new)) > 0
        scores = np.where(later, -np.inf, new @ W_q @ k.T / np.sqrt(d_model))
        exps = np.exp(scores - scores.max(axis=-1, keepdims=True))
        new = new + exps / exps.sum(axis=-1, keepdims=True) @ v
    return " ".join(f"{n:5.2f}" for n in new[-1]) + f"{made:12}"


cache = [[x[:0], x[:0]] for _ in layers]  # empty
print("token   with cache          keys made   without             keys made")
for t in range(seq_len):
    print(f"{t:5}   {model(x[t : t + 1], cache)}", end="   ")
    print(model(x[: t + 1], [[x[:0], x[:0]] for _ in layers]))
