"""One round: how many drafted tokens are kept, and what the next one is drawn from."""

import numpy as np


def verify(drafted, q, p, u):  # (n,), (n, vocab_size), (n + 1, vocab_size), (n,)
    """u: random numbers from 0 to 1, for keeping with probability min(1, p / q)."""
    at = np.arange(len(drafted)), np.asarray(drafted, dtype=int)
    refused = np.asarray(u) * q[at] >= p[at]
    kept = int(refused.argmax()) if refused.any() else len(drafted)
    rest = (p[kept] - q[kept]).clip(min=0) if kept < len(drafted) else p[kept]
    if not rest.any():  # refused, but p and q differ only by rounding
        rest = p[kept]
    return kept, rest / rest.sum()


p = np.array([[0.6, 0.2, 0.2], [0.2, 0.2, 0.6], [0.3, 0.5, 0.2]])
q = np.array([[0.3, 0.6, 0.1], [0.1, 0.8, 0.1]])
print("drafted  u           kept  next token")
rounds = ([0, 1], [0.9, 0.2]), ([0, 1], [0.9, 0.3]), ([1, 1], [0.6, 0.2]), ([], [])
for drafted, u in rounds:
    kept, probs = verify(drafted, q, p, u)
    print(f"{drafted!s:8} {u!s:10}  {kept:4} ", *(f"{x:.2f}" for x in probs))
drafted = [0, 1]
p, q = np.eye(3)[p.argmax(axis=1)], np.eye(3)[drafted]  # at temperature 0
kept, probs = verify(drafted, q, p, [0.9] * 2)
print(f"{drafted}   greedy      {kept:4} ", *(f"{x:.2f}" for x in probs))
