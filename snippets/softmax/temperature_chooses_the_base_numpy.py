"""Dividing scores by a temperature is the same as raising another base than e."""

import numpy as np


def softmax(scores):
    exps = np.exp(scores - scores.max())
    return exps / exps.sum()


scores = np.array([2.0, 1.0, 0.0, -1.0])  # (vocab_size,)
temperature = 1.0  # knob: 0.1 to 3.0 by 0.1
print("temperature  base  probabilities             the same by base ** score")
for T in (0.5, temperature, 2.0):
    base = np.exp(1 / T)
    powers = base**scores
    probs = softmax(scores / T)
    same = np.allclose(probs, powers / powers.sum())
    shown = " ".join(f"{p:5.3f}" for p in probs)
    print(f"{T:11} {base:5.2f}  {shown} {same!s:>10}")
