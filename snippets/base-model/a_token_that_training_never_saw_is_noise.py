"""A special token that pre-training never saw keeps the random row it began with."""

import torch

g = torch.Generator().manual_seed(0)
vocab = "the cat sat on a mat . <q> <a>".split()  # two special tokens at the end
text = "the cat sat on the mat . a cat sat on a mat . the mat".split()
ids = torch.tensor([vocab.index(word) for word in text])
embedding = torch.randn(len(vocab), 6, generator=g).requires_grad_()
head = torch.randn(6, len(vocab), generator=g).requires_grad_()  # not tied
start = embedding.detach().clone()
optimizer = torch.optim.Adam([embedding, head], lr=0.02)
for _ in range(60):  # pre-training on text without special tokens
    loss = torch.nn.functional.cross_entropy(embedding[ids[:-1]] @ head, ids[1:])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
moved = (embedding - start).norm(dim=1)  # of each token's row
print("token  times in the text  row moved by")
for word, distance in zip(vocab, moved):
    print(f"{word:5} {text.count(word):18} {distance:13.1f}")
