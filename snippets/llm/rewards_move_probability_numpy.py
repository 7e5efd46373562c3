"""Rewards raise the probability of passing their check, whatever is right."""

import numpy as np

answers = ["12", "It is 12.", "13", "I do not know."]  # possible answers to "7 + 5 ="
runs = [  # kind of training, what an answer must contain to pass, steps
    ("shown", "12", 0),
    ("shown", "12", 200),
    ("rewarded", "12", 10),
    ("rewarded", "12", 200),
    ("rewarded", "1", 200),
    ("rewarded", "99", 200),
]
print(
    f"{'training':8} {'for':>3} {'steps':>5}", *(f"{a:>14}" for a in answers), "passes"
)
for training, wanted, steps in runs:
    logits = np.array([0.5, 1.0, 1.5, 1.0])  # of the answers, after pre-training
    rewards = np.array([float(wanted in answer) for answer in answers])
    for step in range(steps + 1):
        exps = np.exp(logits - logits.max())
        probs = exps / exps.sum()
        if step == steps:
            row = [*(f"{p:14.2f}" for p in probs), f"{probs @ rewards:6.2f}"]
            print(f"{training:8} {wanted:>3} {steps:5}", *row)
        elif training == "shown":  # supervised: raise the log-probability of "12"
            logits += 0.5 * (np.eye(4)[0] - probs)
        else:  # raise the mean reward of what the model answers
            logits += 0.5 * probs * (rewards - probs @ rewards)
