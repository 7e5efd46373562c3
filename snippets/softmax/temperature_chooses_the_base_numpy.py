"""Dividing scores by a temperature is the same as raising another base than e."""

import numpy as np


def softmax(scores):
    exps = np.exp(scores - scores.max())
    return exps / exps.sum()


scores = np.array([2.0, 1.0, 0.0, -1.0])  # (vocab_size,)
print("temperature  base  probabilities             the same by base ** score")
for temperature in (0.5, 1.0, 2.0):
    base = np.exp(1 / temperature)
    powers = base ** (scores - scores.max())
    probs = softmax(scores / temperature)
    same = np.allclose(probs, powers / powers.sum())
    shown = " ".join(f"{p:5.3f}" for p in probs)
    print(f"{temperature:11} {base:5.2f}  {shown} {same!s:>10}")
