"""Trained to predict the next word, words with the same followers come to like rows."""

import torch
from torch import nn
from torch.nn import functional as F

text = "a cat sat . a dog sat . a cat ran . a dog ran . a kite flew . a kite fell ."
words = text.split()
vocab = sorted(set(words))  # 9 words
ids = torch.tensor([vocab.index(word) for word in words])
mess = 12.0 * torch.arange(1, 28, dtype=torch.float64).view(9, 3) ** 2  # looks random
embedding = nn.Embedding.from_pretrained(mess.cos(), freeze=False)  # 9 rows of 3
head = nn.Parameter(mess.sin())  # (vocab_size, d_model)


def show(when):
    cat, dog, kite = (embedding.weight[vocab.index(w)] for w in ("cat", "dog", "kite"))
    alike = [F.cosine_similarity(cat, other, dim=0) for other in (dog, kite)]
    print(f"{when}: cat and dog {alike[0]:.2f}, cat and kite {alike[1]:.2f}")


show("before")
optimizer = torch.optim.SGD([embedding.weight, head], lr=1.0)
for _ in range(200):
    loss = F.cross_entropy(embedding(ids[:-1]) @ head.T, ids[1:])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
show("after ")
