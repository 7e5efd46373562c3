"""The loss is minus the logarithm of the probability that the right token was given."""

import numpy as np

words = ["mat", "floor", "moon"]
logits = np.array([2.0, 1.0, -3.0])  # scores after "the cat sat on the"   (vocab_size,)

shifted = logits - logits.max()  # no exponential can overflow
log_probs = shifted - np.log(np.exp(shifted).sum())  # (vocab_size,)
print("token   probability  loss if it comes")
for word, log_prob in zip(words, log_probs):
    print(f"{word:7} {np.exp(log_prob):11.3f} {-log_prob:17.2f}")

print("\nprobability of the right token  loss")
for prob in (1.0, 0.5, 0.1, 0.01, 0.001):
    print(f"{prob:30} {0.0 - np.log(prob):5.2f}")
