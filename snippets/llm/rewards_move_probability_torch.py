"""A reward raises whatever passes its check, and names no right answer."""

import torch

answers = ["12", "It is 12.", "13", "I do not know."]  # possible answers to "7 + 5 ="
checks = {
    "no training": None,
    "shown the answer 12": "shown",
    "reward if it holds 12": lambda answer: "12" in answer,
    "reward if it holds 1": lambda answer: "1" in answer,
    "reward if it holds 99": lambda answer: "99" in answer,
}

print(" " * 27, *(f"{answer:>15}" for answer in answers))
for name, check in checks.items():
    logits = torch.tensor([0.5, 1.0, 1.5, 1.0], requires_grad=True)
    optimizer = torch.optim.SGD([logits], lr=0.5)
    for _ in range(200 if check else 0):
        probs = logits.softmax(dim=-1)
        if check == "shown":  # supervised: raise the log-probability of "12"
            loss = -probs[0].log()
        else:  # rewards: raise the mean reward of what the model answers
            rewards = torch.tensor([float(check(answer)) for answer in answers])
            loss = -(probs @ rewards)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"{name:27}", *(f"{p:15.2f}" for p in logits.softmax(dim=-1)))
