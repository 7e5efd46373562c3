"""One masked pass gives each token what a pass over its own beginning gives."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
time, d_head = 4, 3
q, k, v = torch.tensor(rng.normal(size=(3, time, d_head)))  # each (time, d_head)


def attention(q, k, v, hidden):
    scores = (q @ k.T / d_head**0.5).masked_fill(hidden, -torch.inf)  # (time, time)
    return scores.softmax(dim=-1) @ v  # (time, d_head)


later = torch.ones(time, time).triu(1).bool()  # True where the key comes later
once = attention(q, k, v, later)
for t in range(time):
    read = slice(0, t + 1)  # only what has been read so far
    alone = attention(q[t], k[read], v[read], torch.tensor(False))
    print(f"token {t} alone:", *(f"{a:5.2f}" for a in alone), end="   ")
    print("in one pass:", *(f"{o:5.2f}" for o in once[t]))
