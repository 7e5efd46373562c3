"""Scores three times as large: what is chosen, how often right, and how sure."""

import numpy as np


def softmax(scores):
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


truth = softmax(np.array([[1.0, 0.0, 0.0], [0.0, 2.0, 1.0]]))
logits = np.log(truth)  # of a model that knows how often each answer is right
factor = 3  # knob: 1 to 10
for times in (1, factor):
    probs = softmax(times * logits)  # (questions, answers)
    chosen = probs.argmax(axis=1)
    rows = np.arange(len(truth))
    said, right = probs[rows, chosen].mean(), truth[rows, chosen].mean()
    print(f"times {times}: chooses {chosen}, says {said:.2f}, is right {right:.2f}")
