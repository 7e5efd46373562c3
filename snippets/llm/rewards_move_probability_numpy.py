"""A reward raises whatever passes its check, and names no right answer."""

import numpy as np

answers = ["12", "It is 12.", "13", "I do not know."]  # possible answers to "7 + 5 ="
checks = {
    "no training": None,
    "shown the answer 12": "shown",
    "reward if it holds 12": lambda answer: "12" in answer,
    "reward if it holds 1": lambda answer: "1" in answer,
    "reward if it holds 99": lambda answer: "99" in answer,
}


def softmax(logits):
    exps = np.exp(logits - logits.max())
    return exps / exps.sum()


print(" " * 27, *(f"{answer:>15}" for answer in answers))
for name, check in checks.items():
    logits = np.array([0.5, 1.0, 1.5, 1.0])  # of the answers, after pre-training
    for _ in range(200 if check else 0):
        probs = softmax(logits)
        if check == "shown":  # supervised: raise the log-probability of "12"
            logits += 0.5 * (np.eye(4)[0] - probs)
        else:  # rewards: raise the mean reward of what the model answers
            rewards = np.array([check(answer) for answer in answers])
            logits += 0.5 * probs * (rewards - probs @ rewards)
    print(f"{name:27}", *(f"{p:15.2f}" for p in softmax(logits)))
