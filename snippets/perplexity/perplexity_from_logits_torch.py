"""Perplexity from a model's logits: shift, leave out what is -100, divide once."""

import numpy as np
import torch
from torch.nn import functional as F


def loss_and_count(logits, labels):  # (batch, seq_len, vocab_size), (batch, seq_len)
    logits, labels = logits[:, :-1].float().flatten(0, 1), labels[:, 1:].flatten()
    losses = F.cross_entropy(logits, labels, ignore_index=-100, reduction="none")
    return losses.cpu().double().sum(), (labels != -100).cpu().sum()


rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
total, count = 0.0, 0
for batch, seq_len in (2, 5), (1, 4):  # two batches of unequal size
    logits = torch.tensor(rng.normal(size=(batch, seq_len, 7)))
    labels = torch.tensor(rng.integers(7, size=(batch, seq_len)))
    labels[0, -2:] = -100  # padding
    loss, tokens = loss_and_count(logits, labels)
    total, count = total + loss, count + tokens
if count:  # otherwise there is nothing to divide by
    print(f"{count} tokens, perplexity {(total / count).exp():.2f}")
