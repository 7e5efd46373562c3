"""The token with most of the attention can add least of all to the output."""

import torch

words = ["<start>", "the", "cat", "sat"]
scores = torch.tensor([5.0, 1.0, 3.0, 2.0])  # of the query of "sat"   (seq_len,)
v = torch.tensor([[0.0, 0.02], [2.0, 0.0], [3.0, -2.0], [1.0, 1.0]])  # (seq_len, d_v)

weights = scores.softmax(dim=0)  # (seq_len,)
added = weights[:, None] * v  # what each token adds to the output   (seq_len, d_v)
norms = added.norm(dim=1)  # (seq_len,)
print("token    weight  norm of what it adds")
for word, weight, norm in zip(words, weights, norms):
    print(f"{word:8} {weight:6.2f} {norm:21.2f}")
print("output:", *(f"{a:.2f}" for a in added.sum(dim=0)))
