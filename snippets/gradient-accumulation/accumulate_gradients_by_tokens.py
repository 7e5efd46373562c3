"""Gradient accumulation for a language model: sum the losses, divide by all tokens."""

import torch
from torch import nn
from torch.nn import functional as F


def accumulate(model, micro_batches):  # of (ids, shifted labels), (batch, seq_len) each
    counted, mean = sum(int((labels != -100).sum()) for _, labels in micro_batches), 0.0
    for ids, labels in micro_batches:
        logits = model(ids).flatten(0, 1).float()  # (batch x seq_len, vocab_size)
        loss = F.cross_entropy(logits, labels.flatten(), reduction="sum")
        (loss / max(1, counted)).backward()  # adds to .grad
        mean += loss.item() / max(1, counted)
    return mean  # the loss to log


g = torch.Generator().manual_seed(0)
model = nn.Sequential(nn.Embedding(11, 8), nn.Linear(8, 11))  # vocab_size 11
for p in model.parameters():
    nn.init.normal_(p, generator=g)
ids = torch.randint(11, (4, 6), generator=g)  # (batch, seq_len)
labels = ids.roll(-1, dims=1)  # the next token
for text, length in enumerate((6, 2, 3, 1)):  # the rest is padding
    labels[text, length - 1 :] = -100  # the last token of a text has no next one
for size in (4, 1, 2, 3):
    model.zero_grad()
    loss = accumulate(model, list(zip(ids.split(size), labels.split(size))))
    norm = nn.utils.get_total_norm([p.grad for p in model.parameters()])
    print(f"micro-batches of {size}: loss {loss:.3f}, gradient {norm:.3f}")
