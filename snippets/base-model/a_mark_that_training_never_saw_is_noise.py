"""A mark that pre-training never saw keeps the random row with which it began."""

import torch

g = torch.Generator().manual_seed(0)
vocab = "the cat sat on a mat . <q> <a>".split()  # two marks at the end
text = "the cat sat on the mat . a cat sat on a mat . the mat".split()
ids = torch.tensor([vocab.index(word) for word in text])
table = torch.randn(len(vocab), 6, generator=g, dtype=torch.float64)
head = torch.randn(6, len(vocab), generator=g, dtype=torch.float64)
start = table.clone()
optimizer = torch.optim.Adam([table.requires_grad_(), head.requires_grad_()], lr=0.02)
for _ in range(60):  # pre-training on text without marks
    loss = torch.nn.functional.cross_entropy(table[ids[:-1]] @ head, ids[1:])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
moved = (table - start).norm(dim=1)  # of each token's row
for word, distance in zip(vocab, moved, strict=True):
    print(f"{word:4} seen {text.count(word)} times, row moved by {distance:.1f}")
