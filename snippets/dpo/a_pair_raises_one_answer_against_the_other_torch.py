"""DPO raises one answer of a pair against the other, measured from the start."""

import torch
from torch.nn import functional as F


def dpo(log_probs, reference, beta):  # answer 0 is preferred to answer 1
    moved = log_probs - reference  # of each answer, since the start
    return -F.logsigmoid(beta * (moved[0] - moved[1]))


reference = torch.log(torch.tensor([0.2, 0.3, 0.5], dtype=torch.float64))
print("beta  steps  loss  P(preferred)  P(other)  P(third)")
for beta in (0.1, 1.0):
    logits = reference.clone().requires_grad_()
    optimizer = torch.optim.SGD([logits], lr=0.5)
    for step in range(2001):
        log_probs = torch.log_softmax(logits, dim=0)
        loss = dpo(log_probs, reference, beta)
        if step in (0, 50, 500, 2000):
            shown = [f"{p:9.2f}" for p in log_probs.exp()]
            print(f"{beta:4} {step:6}  {loss:.2f}   ", *shown)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
