"""Zeros put in after the softmax hide nothing: later scores have already counted."""

import numpy as np

keep = np.array([1.0, 1.0, 0.0])  # the second of three tokens may not see the third


def softmax(scores):
    exps = np.exp(scores)
    return exps / exps.sum()


for name, hidden in ("a text", 3.0), ("another last token", -3.0):
    scores = np.array([0.0, 1.0, hidden])  # of the second token   (time,)
    before = softmax(np.where(keep > 0, scores, -np.inf))
    after = softmax(scores) * keep
    print(f"{name:18}  mask first:", *(f"{p:.2f}" for p in before), end="  ")
    print(
        "  zeros afterwards:", *(f"{p:.2f}" for p in after), f" sum {after.sum():.2f}"
    )
