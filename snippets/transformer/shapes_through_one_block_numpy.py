"""One block hands on what it was given, changed: the shape in is the shape out."""

import numpy as np

rng = np.random.default_rng(0)
batch, time, d_model, n_heads = 2, 5, 18, 3
x = rng.normal(size=(batch, time, d_model))  # one list of numbers a token
qkv, out = (rng.normal(size=(d_model, n * d_model)) / 3 for n in (3, 1))
up, down = (rng.normal(size=shape) / 3 for shape in ((d_model, 48), (48, d_model)))


def norm(x):
    return (x - x.mean(-1, keepdims=True)) / x.std(-1, keepdims=True)


parts = (norm(x) @ qkv).reshape(batch, time, 3, n_heads, -1)
q, k, v = parts.transpose(2, 0, 3, 1, 4)  # (batch, n_heads, time, d_head) each
exps = np.exp(q @ k.mT / np.sqrt(d_model / n_heads))  # scores of every pair
probs = exps / exps.sum(-1, keepdims=True)  # (batch, n_heads, time, time)
mixed = (probs @ v).swapaxes(1, 2).reshape(batch, time, d_model)
attended = x + mixed @ out  # tokens have gathered from one another
wide = np.maximum(norm(attended) @ up, 0)  # each token alone
y = attended + wide @ down

names = "x q probs mixed attended wide y".split()
for name, value in zip(names, (x, q, probs, mixed, attended, wide, y), strict=True):
    print(f"{name:8} {str(value.shape):13} size {np.sqrt((value**2).mean()):.2f}")
