"""A reward model learns differences: all rewards shifted together fit as well."""

import torch
from torch.nn import functional as F

# how often the answer of a row was preferred to that of a column, in 100 comparisons
wins = [[0, 60, 80, 95], [40, 0, 70, 90], [20, 30, 0, 75], [5, 10, 25, 0]]
wins = torch.tensor(wins, dtype=torch.float64)


def bradley_terry(rewards):
    """Loss of the comparisons."""
    margin = rewards[:, None] - rewards  # (winner, loser)
    return -(wins * F.logsigmoid(margin)).sum() / wins.sum()


print("start     loss       A      B      C      D   P(A beats B)")
for start in (0.0, 5.0):
    rewards = torch.full((4,), start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([rewards], lr=5.0)
    for step in range(301):
        loss = bradley_terry(rewards)
        if step in (0, 300):
            shown = [f"{reward:6.2f}" for reward in rewards.tolist()]
            beats = torch.sigmoid(rewards[0] - rewards[1]).item()
            print(f"{start:5} {loss.item():8.4f}  ", *shown, f"{beats:12.2f}")
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
print("share of comparisons that A won against B:", wins[0, 1].item() / 100)
