"""Tying is one parameter under two names; a copy is two that training drives apart."""

import torch
from torch import nn
from torch.nn import functional as F

start = torch.arange(24.0).sin().view(6, 4)  # (vocab_size, d_model)
print("head is  parameters   entry (1, 0) before   of embedding after   of head after")
for how in "tied", "copied":
    embedding = nn.Embedding(num_embeddings=6, embedding_dim=4)
    head = nn.Linear(in_features=4, out_features=6, bias=False)
    with torch.no_grad():
        embedding.weight.copy_(start)
        head.weight.copy_(start)  # equal at the start in any case
    if how == "tied":
        head.weight = embedding.weight  # one parameter, two names
    model = nn.Sequential(embedding, head)
    count = sum(p.numel() for p in model.parameters())

    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    F.cross_entropy(model(torch.tensor([1, 2])), torch.tensor([2, 1])).backward()
    optimizer.step()
    before, after_in, after_out = start[1, 0], embedding.weight[1, 0], head.weight[1, 0]
    print(f"{how:8} {count:10} {before:21.2f} {after_in:20.2f} {after_out:15.2f}")
