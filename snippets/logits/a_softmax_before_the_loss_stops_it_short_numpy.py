"""Cross-entropy wants logits: given probabilities, it cannot fall below a floor."""

import numpy as np


def softmax(logits):
    exps = np.exp(logits)
    return exps / exps.sum()


def cross_entropy(logits, target):
    return np.log(np.exp(logits).sum()) - logits[target]


print("right logit   logits   log-probs   probs")
for right in (0.0, 2.0, 12.0):  # score of the right token; the other three have 0
    logits = np.array([right, 0.0, 0.0, 0.0])  # (vocab_size,)
    inputs = logits, np.log(softmax(logits)), softmax(logits)
    print(f"{right:11}", *(f"{cross_entropy(x, target=0):9.3f}" for x in inputs))
best = np.zeros(50257)  # probabilities of a perfect answer
best[0] = 1.0
print(
    f"50,257 tokens: {cross_entropy(best * 0, 0):.2f} to {cross_entropy(best, 0):.2f}"
)
