"""A tied matrix gets the gradients of both its uses; the second reaches every row."""

import torch
from torch.nn import functional as F

rows = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [-1.0, 0.5]]  # (vocab_size, d_model)
ids, targets = torch.tensor([0, 1]), torch.tensor([1, 2])  # (seq_len,)


def matrix():
    return torch.tensor(rows, dtype=torch.float64, requires_grad=True)


def loss_of(first, last):  # looked up in the first, compared with the last
    return F.cross_entropy(F.embedding(ids, first) @ last.T, targets)


first, last = matrix(), matrix()  # not tied: each use has its own gradient
loss_of(first, last).backward()
print("rows reached as input: ", first.grad.any(dim=1).nonzero().flatten().numpy())
print("rows reached as output:", last.grad.any(dim=1).nonzero().flatten().numpy())

tied = matrix()
loss_of(tied, tied).backward()
one = [grad[0, 1].item() for grad in (first.grad, last.grad, tied.grad)]
print(f"input {one[0]:.3f} + output {one[1]:.3f} = {one[2]:.3f}")
