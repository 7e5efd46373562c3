"""The token with most of the attention can add least: weights alone explain little."""

import torch

words = ["<start>", "the", "cat", "sat"]
scores = torch.tensor([5.0, 1.0, 3.0, 2.0])  # of the query of "sat"   (time,)
v = torch.tensor([[0.0, 0.1], [2.0, 0.0], [3.0, -2.0], [1.0, 1.0]])  # (time, d_v)

weights = scores.softmax(dim=0)  # (time,)
added = weights[:, None] * v  # what each token adds   (time, d_v)
sizes = added.norm(dim=1)  # (time,)
for word, weight, size in zip(words, weights, sizes):
    print(f"{word:8} weight {weight:.2f}, adds {size:.2f}")
print("output:", *(f"{a:.2f}" for a in added.sum(dim=0)))
