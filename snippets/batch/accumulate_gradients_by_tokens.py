"""Gradient accumulation for a language model: sum the losses, divide by all tokens."""

import torch
from torch import nn
from torch.nn import functional as F


def accumulate(model, micro_batches):  # of (ids, shifted labels), (batch, seq_len) each
    counted = sum(int((labels != -100).sum()) for _, labels in micro_batches)
    for ids, labels in micro_batches:
        logits = model(ids).flatten(0, 1).float()  # (batch x seq_len, vocab_size)
        loss = F.cross_entropy(logits, labels.flatten(), reduction="sum")
        (loss / max(1, counted)).backward()  # adds to .grad


g = torch.Generator().manual_seed(0)
vocab_size, d_model, seq_len = 11, 8, 6
model = nn.Sequential(nn.Embedding(vocab_size, d_model), nn.Linear(d_model, vocab_size))
ids = torch.randint(vocab_size, (4, seq_len), generator=g)
labels = ids.roll(-1, dims=1)  # the next token
for text, length in enumerate((6, 2, 3, 1)):  # the rest is padding
    labels[text, length - 1 :] = -100  # the last token of a text has no next one

F.cross_entropy(model(ids).flatten(0, 1), labels.flatten()).backward()  # one batch
large = [p.grad.clone() for p in model.parameters()]
for size in (1, 2, 3):
    model.zero_grad()
    accumulate(model, list(zip(ids.split(size), labels.split(size))))
    same = all(map(torch.allclose, large, (p.grad for p in model.parameters())))
    print(f"micro-batches of {size}: as one batch of 4: {same}")
