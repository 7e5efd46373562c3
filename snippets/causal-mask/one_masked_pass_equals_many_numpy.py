"""One masked pass gives each token what a pass over its own beginning gives."""

import numpy as np

rng = np.random.default_rng(0)
time, d_head = 4, 3
q, k, v = rng.normal(size=(3, time, d_head))  # each (time, d_head)


def attention(q, k, v, hidden):
    scores = np.where(hidden, -np.inf, q @ k.T / np.sqrt(d_head))  # (time, time)
    exps = np.exp(scores)
    return exps / exps.sum(axis=-1, keepdims=True) @ v  # (time, d_head)


later = np.triu(np.ones((time, time)), 1) > 0  # True where the key comes later
once = attention(q, k, v, later)
for t in range(time):
    read = slice(0, t + 1)  # only what has been read so far
    alone = attention(q[t], k[read], v[read], False)
    print(f"token {t} alone:", *(f"{a:5.2f}" for a in alone), end="   ")
    print("in one pass:", *(f"{o:5.2f}" for o in once[t]))
