"""Zeros after the softmax hide nothing, unless the weights are normalized again."""

import numpy as np

keep = np.array([1.0, 1.0, 0.0])  # the second of three tokens may not see the third


def softmax(scores):  # of one token
    exps = np.exp(scores - scores.max())
    return exps / exps.sum()


print("hidden score   mask, then softmax   zeros after softmax   zeros, normalized")
for hidden in (3.0, -3.0, 1000.0):
    scores = np.array([0.0, 1.0, hidden])  # of the second token   (seq_len,)
    before = softmax(np.where(keep > 0, scores, -np.inf))
    after = softmax(scores) * keep
    with np.errstate(invalid="ignore"):  # the last row divides 0 by 0
        again = after / after.sum()
    row = [" ".join(f"{w:.2f}" for w in weights) for weights in (before, after, again)]
    print(f"{hidden:12}   {row[0]:18}   {row[1]:19}   {row[2]}")
