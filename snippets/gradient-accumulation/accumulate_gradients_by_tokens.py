"""Gradient accumulation for a language model: sum the losses, divide by all tokens."""

import torch
from torch import nn
from torch.nn import functional as F


def accumulate(model, micro_batches):  # of (ids, shifted labels), (batch, seq_len) each
    micro_batches = list(micro_batches)  # they are gone through twice
    counted = max(1, sum(int((labels != -100).sum()) for _, labels in micro_batches))
    mean = 0.0
    for ids, labels in micro_batches:
        logits = model(ids).flatten(0, 1).float()  # (batch x seq_len, vocab_size)
        loss = F.cross_entropy(logits, labels.flatten(), reduction="sum") / counted
        loss.backward()  # adds to .grad
        mean += loss.item()
    return mean  # the loss to log


g = torch.Generator().manual_seed(0)
ids = torch.randint(11, (4, 6), generator=g)  # (batch, seq_len)
labels = ids.roll(-1, dims=1)  # the next token
for text, length in enumerate((6, 2, 3, 1)):  # the rest is padding
    labels[text, length - 1 :] = -100  # the last token of a text has no next one
for size in (4, 1, 2, 3):
    model = nn.Sequential(nn.Embedding(11, 8), nn.Linear(8, 11))  # vocab_size 11
    g.manual_seed(0)  # the same weights each time
    for p in model.parameters():
        nn.init.normal_(p, generator=g)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for _ in range(2):
        loss = accumulate(model, zip(ids.split(size), labels.split(size)))
        norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
        optimizer.step()
        optimizer.zero_grad()
    print(f"micro-batches of {size}: loss {loss:.3f}, norm {norm:.3f}")
