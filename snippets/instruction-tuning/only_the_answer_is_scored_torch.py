"""Label -100 takes a token out of the loss: prompt and padding are read, not scored."""

import numpy as np
import torch
import torch.nn.functional as F

chat = "<user> who wrote emma <assistant> austen <end> <pad> <pad>".split()
vocab = sorted(set(chat))
ids = torch.tensor([vocab.index(token) for token in chat])  # (seq_len,)
answer = chat.index("<assistant>") + 1  # position of its first token


def loss(logits, labels):  # (seq_len, vocab_size), (seq_len,)
    logits, labels = logits[:-1], labels[1:]  # each position predicts the next token
    mean = F.cross_entropy(logits, labels, ignore_index=-100)  # -100 is the default
    return mean, (labels != -100).sum()


everything = ids.masked_fill(ids == vocab.index("<pad>"), -100)  # but no padding
scored = everything.masked_fill(torch.arange(len(ids)) < answer, -100)  # answer alone
no_end = scored.masked_fill(ids == vocab.index("<end>"), -100)  # if it is the padding
print("token       ", *(f"{token:>11}" for token in chat[3:8]))
print("scored label", *(f"{label:11}" for label in scored[3:8]))
logits = np.random.default_rng(0).normal(size=(len(ids), len(vocab)))  # of some model
logits = torch.tensor(logits)
for name, labels in (("all", everything), ("answer", scored), ("no end", no_end)):
    mean, count = loss(logits, labels)
    print(f"{name:7} {count} tokens scored, loss {mean:.2f}")
