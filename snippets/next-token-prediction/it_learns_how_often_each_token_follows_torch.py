"""Trained on the next token, a model learns how often each token follows."""

import torch
from torch.nn import functional as F

text = "the cat sat . the dog sat . the cat ran . the cat sat .".split()
vocab = sorted(set(text))
ids = torch.tensor([vocab.index(word) for word in text])
inputs, targets = ids[:-1], ids[1:]  # (time,)

logits = torch.zeros(len(vocab), len(vocab), dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.SGD([logits], lr=20.0)  # logits: a row for each token
for step in range(301):
    loss = F.cross_entropy(logits[inputs], targets)
    if step in (0, 3, 300):
        print(f"step {step:3}: loss {loss:.2f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
the = vocab.index("the")
counts = torch.bincount(targets[inputs == the], minlength=len(vocab)).double()
for name, row in ("learned", logits[the].detach().exp()), ("counted", counts):
    shares = (row / row.sum()).numpy().round(2).tolist()
    print(f"{name} after 'the':", dict(zip(vocab, shares)))
