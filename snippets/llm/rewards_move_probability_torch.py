"""Rewards raise the probability of passing their check, whatever is right."""

import torch

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
    logits = torch.tensor([0.5, 1.0, 1.5, 1.0], requires_grad=True)
    rewards = torch.tensor([float(wanted in answer) for answer in answers])
    optimizer = torch.optim.SGD([logits], lr=0.5)
    for _ in range(steps):
        probs = logits.softmax(dim=-1)
        # supervised: the log-probability of "12"; rewarded: the mean reward
        loss = -probs[0].log() if training == "shown" else -(probs @ rewards)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    probs = logits.softmax(dim=-1)
    row = [*(f"{p:14.2f}" for p in probs), f"{probs @ rewards:6.2f}"]
    print(f"{training:8} {wanted:>3} {steps:5}", *row)
