"""GRPO's loss is 0 on fresh answers, while its gradient is not and the reward rises."""

import numpy as np

correct = np.array([0.0, 1.0, 0.0, 0.0])  # reward of each answer: one is right
draws = (np.arange(8) + 0.5) / 8  # evenly spread, in place of random numbers


def softmax(logits):
    exps = np.exp(logits - logits.max())
    return exps / exps.sum()


for steps_per_batch in (1, 4):
    print(f"steps per batch: {steps_per_batch}\nstep   loss  |gradient|  P(right)")
    logits = np.zeros(4)
    for step in range(9):
        probs = softmax(logits)
        if step % steps_per_batch == 0:  # eight new answers, and their rewards
            old, group = probs, np.searchsorted(np.cumsum(probs), draws)
            rewards = correct[group]
            advantage = (rewards - rewards.mean()) / (rewards.std(ddof=1) + 1e-4)
        weight = probs[group] / old[group] * advantage  # ratio * advantage   (group,)
        gradient = -(weight[:, None] * (np.eye(4)[group] - probs)).mean(axis=0)
        loss, size = 0.0 - round(weight.mean(), 6), np.linalg.norm(gradient)
        if step % 2 == 0:
            print(f"{step:4} {loss:6.2f} {size:11.2f} {probs[1]:9.2f}")
        logits -= gradient
