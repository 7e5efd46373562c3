"""Trained to predict the next word, words with the same followers get like vectors."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

text = "a cat sat . a dog sat . a cat ran . a dog ran . a kite flew . a kite fell ."
vocab = sorted(set(text.split()))  # 9 words
ids = torch.tensor([vocab.index(word) for word in text.split()])
rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
start, unembedding = torch.tensor(rng.normal(size=(2, len(vocab), 3)))
unembedding = nn.Parameter(unembedding)  # (vocab_size, d_model)
embedding = nn.Embedding.from_pretrained(start, freeze=False)  # (vocab_size, d_model)


def show(when):
    cat, dog, kite = (embedding.weight[vocab.index(w)] for w in ("cat", "dog", "kite"))
    dog, kite = (F.cosine_similarity(cat, other, dim=0) for other in (dog, kite))
    print(f"{when}: cosine of cat and dog {dog:.2f}, cat and kite {kite:.2f}")


show("before")
optimizer = torch.optim.SGD([embedding.weight, unembedding], lr=1.0)
for _ in range(500):
    loss = F.cross_entropy(embedding(ids[:-1]) @ unembedding.T, ids[1:])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
show("after ")
