"""Top-p before temperature and top-p after it keep different tokens."""

import numpy as np


def softmax(logits):
    exps = np.exp(logits - logits.max())
    return exps / exps.sum()


def kept_by_top_p(logits, p):  # most probable first
    probs = softmax(logits)
    return int((probs.cumsum() - probs < p).sum())


top_p = 0.8  # knob: 0.1 to 0.9 by 0.1
logits = np.array([3.0, 2.0, 1.0, 0.0])  # (vocab_size,)
print("temperature  kept: temperature first  kept: top-p first")
for temperature in (0.5, 1.0, 2.0):
    first = kept_by_top_p(logits / temperature, top_p)
    last = kept_by_top_p(logits, top_p)
    drawn = [softmax(logits[:kept] / temperature).round(2) for kept in (first, last)]
    print(f"{temperature:11}  {drawn[0]!s:23}  {drawn[1]}")
