"""The loss is minus the logarithm of the probability that the right token was given."""

import torch
from torch.nn import functional as F

words = ["mat", "floor", "moon"]
logits = torch.tensor([2.0, 1.0, -3.0])  # scores after "the cat sat on the"

probs = torch.softmax(logits, dim=-1)  # (vocab_size,)
for label, word in enumerate(words):
    loss = F.cross_entropy(logits, torch.tensor(label))  # takes logits, not probs
    print(f"if {word:5} comes: it was given {probs[label]:.3f}, loss {loss:.2f}")

for prob in (1.0, 0.5, 0.1, 0.01, 0.001):
    print(f"given {prob:5}: loss {torch.tensor(prob).log().abs():.2f}")
