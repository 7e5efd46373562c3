"""One block hands on what it was given, changed: the shape in is the shape out."""

import numpy as np
import torch
from torch.nn.functional import layer_norm

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
batch, time, d_model, n_heads = 2, 5, 18, 3
x = torch.tensor(rng.normal(size=(batch, time, d_model)))  # one list a token
qkv, out, up, down = (
    torch.tensor(rng.normal(size=shape) / 3)
    for shape in ((d_model, 3 * d_model), (d_model, d_model), (d_model, 48), (48, 18))
)

parts = (layer_norm(x, [d_model]) @ qkv).view(batch, time, 3, n_heads, -1)
q, k, v = parts.permute(2, 0, 3, 1, 4)  # (batch, n_heads, time, d_head) each
scores = q @ k.mT / (d_model / n_heads) ** 0.5  # of every pair of tokens
probs = scores.softmax(-1)  # (batch, n_heads, time, time)
mixed = (probs @ v).transpose(1, 2).flatten(2)
attended = x + mixed @ out  # tokens have gathered from one another
wide = (layer_norm(attended, [d_model]) @ up).relu()  # each token alone
y = attended + wide @ down

names = "x q probs mixed attended wide y".split()
for name, value in zip(names, (x, q, probs, mixed, attended, wide, y), strict=True):
    size = value.square().mean().sqrt()
    print(f"{name:8} {str(tuple(value.shape)):13} size {size:.2f}")
