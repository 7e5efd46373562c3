"""DPO on pairs alone finds the policy that RLHF would find with the true reward."""

import numpy as np

reward = np.array([1.0, 0.5, 0.0, -1.0])  # what the people who compare go by
reference = np.array([0.1, 0.2, 0.3, 0.4])  # probabilities of four answers before


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def dpo(beta, steps=20_000, lr=2.0):
    wins = sigmoid(reward[:, None] - reward)  # Bradley-Terry: how often i beats j
    logits = np.log(reference)
    for _ in range(steps):
        implicit = beta * (logits - np.log(reference))  # DPO's reward, up to a constant
        margin = implicit[:, None] - implicit
        pull = beta * wins * sigmoid(-margin)  # (winner, loser)
        logits = logits + lr * (pull.sum(axis=1) - pull.sum(axis=0)) / reward.size
    return np.exp(logits) / np.exp(logits).sum()


print("beta  what         A     B     C     D")
for beta in (2.0, 0.5, 0.2):
    best = reference * np.exp(reward / beta)  # highest mean reward - beta * KL
    rows = {"RLHF": best / best.sum(), "DPO": dpo(beta)}
    for name, probs in {"reference": reference, **rows}.items():
        print(f"{beta:4}  {name:9}", *[f"{p:5.3f}" for p in probs])
