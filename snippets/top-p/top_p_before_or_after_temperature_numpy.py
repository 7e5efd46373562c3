"""Top-p before temperature and top-p after it keep different tokens."""

import numpy as np


def softmax(logits):
    exps = np.exp(logits - logits.max())
    return exps / exps.sum()


def kept_by_top_p(logits, p):  # most probable first
    probs = softmax(logits)
    return int((probs.cumsum() - probs < p).sum())


logits = np.array([3.0, 2.0, 1.0, 0.0])  # (vocab_size,)
print("temperature  kept: temperature first  kept: top-p first")
for temperature in (0.5, 1.0, 2.0):
    first = kept_by_top_p(logits / temperature, p=0.8)
    last = kept_by_top_p(logits, p=0.8)
    drawn = [softmax(logits[:kept] / temperature).round(2) for kept in (first, last)]
    print(f"{temperature:11}  {drawn[0]!s:23}  {drawn[1]}")
