"""Cross-entropy wants logits: given probabilities, it cannot fall below a floor."""

import torch
from torch.nn import functional as F

target = torch.tensor(0)
print("right logit   logits   log-probs   probs")
for right in (0.0, 2.0, 12.0):  # score of the right token; the other three have 0
    logits = torch.tensor([right, 0.0, 0.0, 0.0])  # (vocab_size,)
    inputs = logits, logits.log_softmax(dim=0), logits.softmax(dim=0)
    print(f"{right:11}", *(f"{F.cross_entropy(x, target):9.3f}" for x in inputs))
best = torch.zeros(50257)  # probabilities of a perfect answer
best[0] = 1.0
first, last = F.cross_entropy(best * 0, target), F.cross_entropy(best, target)
print(f"50,257 tokens: {first:.2f} to {last:.2f}")
