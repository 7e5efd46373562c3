"""Softmax: raise e to each score, then divide by the sum."""

import numpy as np


def softmax(scores, axis=-1):
    exps = np.exp(scores - scores.max(axis=axis, keepdims=True))  # the largest: 1
    wide = np.result_type(exps, np.float32)  # float16 is too narrow for the sum
    return (exps / exps.sum(axis=axis, keepdims=True, dtype=wide)).astype(exps.dtype)


logits = np.array([  # (batch, vocab_size)
    [2.0, 1.0, 0.0, -1.0],
    [801.0, 800.0, 801.0, -np.inf],
])  # fmt: skip
print("e to each of the first:", np.exp(logits[0]).round(2))
for row, probs in zip(logits, softmax(logits)):
    print(f"{row} -> {probs.round(3)}, sum {probs.sum():.3f}")
