"""DPO raises one answer of a pair against the other, measured from the start."""

import numpy as np


def log_softmax(logits):
    logits = logits - logits.max()
    return logits - np.log(np.exp(logits).sum())


def dpo(log_probs, reference, beta):  # answer 0 is preferred to answer 1
    moved = log_probs - reference  # of each answer, since the start
    margin = beta * (moved[0] - moved[1])
    loss = np.log(1 + np.exp(-margin))  # -log of the logistic function of the margin
    pull = beta / (1 + np.exp(margin))  # weaker the larger the margin is
    return loss, pull * np.array([-1, 1, 0])  # gradient at the logits


reference = np.log([0.2, 0.3, 0.5])  # preferred, other, one that is in no pair
print("beta  steps  loss  P(preferred)  P(other)  P(third)")
for beta in (0.1, 1.0):
    logits = reference.copy()
    for step in range(2001):
        log_probs = log_softmax(logits)
        loss, gradient = dpo(log_probs, reference, beta)
        if step in (0, 50, 500, 2000):
            shown = [f"{p:9.2f}" for p in np.exp(log_probs)]
            print(f"{beta:4} {step:6}  {loss:.2f}   ", *shown)
        logits -= 0.5 * gradient
