"""A reward makes answers likelier that the model gives; others it cannot reach."""

import numpy as np


def softmax(logits):
    exps = np.exp(logits - logits.max())
    return exps / exps.sum()


rng = np.random.default_rng(0)
group = 8  # knob: 2 to 16 by 2
lr = 0.5  # knob: 0.1 to 1.0 by 0.1
print("P(right answer) before  after 10 steps  after 100  samples that were right")
for start in (0.5, 0.1, 0.02, 1e-7):
    probs = np.array([start, *[(1 - start) / 4] * 4])  # 5 answers, the first is right
    logits, right, seen = np.log(probs), 0, []
    for step in range(1, 101):
        probs = softmax(logits)
        answers = rng.choice(5, size=group, p=probs)  # the model's own answers
        reward = (answers == 0).astype(float)  # a program checks them: 1 or 0
        advantage = (reward - reward.mean()) / (reward.std() + 1e-6)  # (group,)
        gradient = np.eye(5)[answers] - probs  # of log p of each answer   (group, 5)
        logits += lr * (advantage[:, None] * gradient).mean(axis=0)
        right += int(reward.sum())
        if step in (10, 100):
            seen.append(softmax(logits)[0])
    print(f"{start:22g} {seen[0]:15.2f} {seen[1]:10.2f} {right:13} of {group * 100}")
