"""The loss is minus the logarithm of the probability that the right token was given."""

import torch
from torch.nn import functional as F

words = ["mat", "floor", "moon"]
logits = torch.tensor([2.0, 1.0, -3.0])  # scores after "the cat sat on the"

probs = torch.softmax(logits, dim=-1)  # (vocab_size,)
print("token   probability  loss if it comes")
for label, word in enumerate(words):
    loss = F.cross_entropy(logits, torch.tensor(label))  # takes logits, not probs
    print(f"{word:7} {probs[label]:11.3f} {loss:17.2f}")

print("\nprobability of the right token  loss")
for prob in (1.0, 0.5, 0.1, 0.01, 0.001):
    loss = F.nll_loss(torch.tensor([prob]).log(), torch.tensor(0))
    print(f"{prob:30} {0.0 + loss:5.2f}")
