"""A reward model learns differences: all rewards shifted together fit as well."""

import numpy as np

# how often the answer of a row was preferred to that of a column, in 100 comparisons
wins = np.array([[0, 60, 80, 95], [40, 0, 70, 90], [20, 30, 0, 75], [5, 10, 25, 0]])


def bradley_terry(rewards):
    """Loss of the comparisons, and its gradient at the rewards."""
    margin = rewards[:, None] - rewards  # (winner, loser)
    loss = (wins * np.log1p(np.exp(-margin))).sum() / wins.sum()
    push = wins / (1 + np.exp(margin)) / wins.sum()
    return loss, push.sum(axis=0) - push.sum(axis=1)


print("start     loss       A      B      C      D   P(A beats B)")
for start in (0.0, 5.0):
    rewards = np.full(4, start)
    for step in range(301):
        loss, gradient = bradley_terry(rewards)
        if step in (0, 300):
            shown = [f"{reward:6.2f}" for reward in rewards]
            beats = 1 / (1 + np.exp(rewards[1] - rewards[0]))
            print(f"{start:5} {loss:8.4f}  ", *shown, f"{beats:12.2f}")
        rewards = rewards - 5.0 * gradient
print("share of comparisons that A won against B:", wins[0, 1] / 100)
