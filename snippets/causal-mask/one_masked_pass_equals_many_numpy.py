"""One masked pass gives each token what a pass over its own beginning gives."""

import numpy as np

rng = np.random.default_rng(0)
seq_len = 4  # knob: 2 to 8
d_head = 3
q, k, v = rng.normal(size=(3, seq_len, d_head))  # each (seq_len, d_head)


def attention(q, k, v, hidden):
    scores = np.where(hidden, -np.inf, q @ k.T / np.sqrt(d_head))  # (queries, keys)
    exps = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exps / exps.sum(axis=-1, keepdims=True) @ v


later = np.triu(np.ones((seq_len, seq_len)), 1) > 0  # True where the key comes later
once = attention(q, k, v, later)
print("token   read alone, from the beginning   in one masked pass")
for t in range(seq_len):
    alone = attention(q[t], k[: t + 1], v[: t + 1], hidden=False)
    print(f"{t:5}  ", *(f"{a:6.2f}" for a in alone), end=" " * 13)
    print(*(f"{o:6.2f}" for o in once[t]))
