"""Trained on the next token, a model learns how often each token follows."""

import torch
from torch.nn import functional as F

text = "the cat sat . the dog sat . the cat ran . the cat sat .".split()
vocab = sorted(set(text))
ids = torch.tensor([vocab.index(word) for word in text])
inputs, targets = ids[:-1], ids[1:]  # (seq_len,)

logits = torch.zeros(len(vocab), len(vocab), dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.SGD([logits], lr=20.0)  # large: a table, the whole text
for step in range(301):
    loss = F.cross_entropy(logits[inputs], targets)
    if step in (0, 3, 300):
        print(f"step {step:3}: loss {loss:.2f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
the = vocab.index("the")
counts = torch.bincount(targets[inputs == the], minlength=len(vocab)).double()
learned = logits[the].detach().softmax(dim=-1)
for name, row in ("learned", learned), ("counted", counts / counts.sum()):
    print(f"{name} after 'the':", dict(zip(vocab, row.numpy().round(2).tolist())))
