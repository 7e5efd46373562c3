"""The loss is minus the logarithm of the probability that the right token was given."""

import numpy as np

words = ["mat", "floor", "moon"]
logits = np.array([2.0, 1.0, -3.0])  # scores after "the cat sat on the"   (vocab_size,)

exps = np.exp(logits)
probs = exps / exps.sum()  # (vocab_size,)
for word, prob, loss in zip(words, probs, -np.log(probs)):
    print(f"if {word:5} comes: it was given {prob:.3f}, loss {loss:.2f}")

sure = np.array([1.0, 0.5, 0.1, 0.01, 0.001])
for prob, loss in zip(sure, abs(np.log(sure))):
    print(f"given {prob:5}: loss {loss:.2f}")
