"""Scores three times as large: what is chosen, how often right, and how sure."""

import torch

scores = torch.tensor([[1.0, 0.0, 0.0], [0.0, 2.0, 1.0]])
truth = torch.softmax(scores, dim=1)  # how often each answer is right
logits = truth.log()  # of a model that knows it   (questions, answers)
for factor in (1, 3):
    probs = torch.softmax(factor * logits, dim=1)
    said, chosen = probs.max(dim=1)
    right = truth.gather(1, chosen[:, None])
    print(f"times {factor}: chooses {chosen.numpy()}, ", end="")
    print(f"says {said.mean():.2f}, is right {right.mean():.2f}")
