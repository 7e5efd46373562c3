"""The last state of a token is its embedding plus all that the stages added."""

import numpy as np

rng = np.random.default_rng(0)
time, d_model, n_layers = 3, 4, 2
stages = rng.normal(size=(n_layers, 5, d_model, d_model)) / 2  # Wq, Wk, Wv, up, down
x = rng.normal(size=(time, d_model))  # embeddings   (time, d_model)


def norm(x):
    return (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)


def attention(x, Wq, Wk, Wv):
    scores = np.where(np.tri(len(x)) > 0, x @ Wq @ (x @ Wk).T / 2, -np.inf)
    exps = np.exp(scores)
    return exps / exps.sum(axis=1, keepdims=True) @ (x @ Wv)


added = {"embedding": x}
for layer, (Wq, Wk, Wv, up, down) in enumerate(stages):
    added[f"attention {layer}"] = attention(norm(x), Wq, Wk, Wv)
    x = x + added[f"attention {layer}"]
    added[f"feed-forward {layer}"] = np.maximum(norm(x) @ up, 0) @ down
    x = x + added[f"feed-forward {layer}"]
for name, part in added.items():
    print(f"{name:14}", *(f"{p:6.2f}" for p in part[-1]))
print("sum           ", *(f"{s:6.2f}" for s in sum(added.values())[-1]))
print("last state    ", *(f"{s:6.2f}" for s in x[-1]))
