"""Towards 0 the largest logit gets all probability; logits that tie share it evenly."""

import torch
from torch.nn import functional as F


def probs_at(logits, temperature):  # (..., vocab_size)
    if temperature < 0:
        raise ValueError("a temperature is not below 0")
    logits = torch.as_tensor(logits, dtype=torch.float64)
    below = logits - logits.amax(dim=-1, keepdim=True)  # before dividing: no overflow
    if temperature == 0:  # greedy: the first of the largest
        first = below.argmax(dim=-1)
        return F.one_hot(first, logits.shape[-1]).to(logits.dtype)
    return (below / temperature).softmax(dim=-1)


names = "one largest", "a tie", "a tie but for rounding", "the same, added otherwise"
logits = [  # (batch, vocab_size)
    [1.0, 2.0, 1.9],
    [1.0, 2.0, 2.0],
    [0.0, 0.6, (0.1 + 0.2) + 0.3],
    [0.0, 0.6, 0.1 + (0.2 + 0.3)],
]
table = {t: probs_at([logits], t)[0] for t in (1, 0.1, 0.001, 0)}
for row, name in enumerate(names):
    print(name)
    for t, probs in table.items():
        shown = " ".join(f"{p:.2f}" for p in probs[row])
        print(f"   T = {t:<6} {shown}")
