"""Given probabilities instead of logits, F.cross_entropy can never come near 0."""

import math

import torch
from torch.nn import functional as F

print("            loss, given                           softmax twice:")
print("vocab_size  logits  log-probs  probs  least   probability of the right")
for vocab_size in (3, 50_257):
    logits = torch.zeros(vocab_size)
    logits[0] = 24.0  # nearly all of the probability, for the right answer
    forms = logits, logits.log_softmax(dim=-1), logits.softmax(dim=-1)
    losses = [F.cross_entropy(scores, torch.tensor(0)).item() for scores in forms]
    least = math.log(1 + (vocab_size - 1) / math.e)  # for probabilities 1, 0, 0, ...
    print(
        f"{vocab_size:10} {losses[0]:7.2f} {losses[1]:10.2f} {losses[2]:6.2f}", end=""
    )
    print(f" {least:6.2f} {math.exp(-losses[2]):17.5f}")
