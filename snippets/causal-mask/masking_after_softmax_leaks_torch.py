"""Zeros after the softmax hide nothing, unless the weights are normalized again."""

import torch

keep = torch.tensor([1.0, 1.0, 0.0])  # the second of three tokens may not see the third

print("hidden score   mask, then softmax   zeros after softmax   zeros, normalized")
for hidden in (3.0, -3.0, 1000.0):
    scores = torch.tensor([0.0, 1.0, hidden])  # of the second token   (seq_len,)
    before = scores.masked_fill(keep == 0, -torch.inf).softmax(dim=-1)
    after = scores.softmax(dim=-1) * keep
    again = after / after.sum()  # the last row divides 0 by 0
    row = [" ".join(f"{w:.2f}" for w in weights) for weights in (before, after, again)]
    print(f"{hidden:12}   {row[0]:18}   {row[1]:19}   {row[2]}")
