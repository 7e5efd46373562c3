"""With a KL penalty the best policy is known: reference * exp(reward / beta)."""

import torch
from torch.nn import functional as F

reward = torch.tensor([1.0, 0.8, 0.0])  # of three possible answers
reference = torch.tensor([0.02, 0.38, 0.60])  # their probabilities before this stage


def divergence(log_probs):  # kl_div takes the two in the other order
    return F.kl_div(reference.log(), log_probs, reduction="sum", log_target=True)


def train(beta, steps=500, lr=2.0):
    """Gradient ascent on the mean reward minus beta * KL, at the logits."""
    logits = reference.log()
    for _ in range(steps):
        log_probs = torch.log_softmax(logits.requires_grad_(), dim=0)
        objective = log_probs.exp() @ reward - beta * divergence(log_probs)
        logits = logits.detach() + lr * torch.autograd.grad(objective, logits)[0]
    return torch.softmax(logits, dim=0)


print("beta  policy        A      B      C  reward     KL")
for beta in (1.0, 0.2):
    formula = torch.softmax(reference.log() + reward / beta, dim=0)
    rows = {"reference": reference, "trained": train(beta), "formula": formula}
    for name, p in rows.items():
        shown = [f"{value:6.3f}" for value in (*p, p @ reward, divergence(p.log()))]
        print(f"{beta:4}  {name:9}", *shown)
