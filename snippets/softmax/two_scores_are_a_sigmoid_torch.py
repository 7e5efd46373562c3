"""Softmax of two scores is the sigmoid of their difference."""

import torch

pairs = torch.tensor([[2.0, 0.0], [0.0, 2.0], [5.0, 3.0], [1.0, 1.0], [-3.0, 4.0]])
probs = pairs.softmax(dim=1)  # (batch, 2)
sigmoid = torch.sigmoid(pairs[:, 0] - pairs[:, 1])  # (batch,)
print("first  second  softmax, first  sigmoid of the difference")
for (first, second), prob, same in zip(pairs.tolist(), probs[:, 0], sigmoid):
    print(f"{first:5} {second:7} {prob:15.3f} {same:26.3f}")
