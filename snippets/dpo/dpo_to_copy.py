"""The loss of DPO from the logits of two models, with the figures that TRL logs."""

import torch
from torch.nn import functional as F


def log_probs(logits, labels):  # (batch, seq_len, vocab_size), (batch, seq_len)
    """Log-probability of each answer, summed over tokens with a label (not -100)."""
    logits, labels = logits[:, :-1].float(), labels[:, 1:]
    return -F.cross_entropy(logits.mT, labels, reduction="none").sum(dim=1)  # (batch,)


def dpo(policy, reference, beta):
    """Loss and implicit rewards. policy, reference: log_probs of (chosen, rejected)."""
    chosen, rejected = [beta * (p - r) for p, r in zip(policy, reference, strict=True)]
    return -F.logsigmoid(chosen - rejected).mean(), chosen, rejected


g = torch.Generator().manual_seed(0)
labels = torch.randint(10, (2, 5, 8), generator=g)  # (chosen or rejected, batch, ...)
labels[:, :, :3] = labels[1, :, 6:] = -100  # the prompt; padding of the rejected
logits = torch.randn(2, 5, 8, 10, generator=g, requires_grad=True)  # at the start
reference = [log_probs(*side).detach() for side in zip(logits, labels, strict=True)]
print("step   loss  rewards/chosen  /rejected   /margins")
for step in range(3):
    policy = [log_probs(*side) for side in zip(logits, labels, strict=True)]
    loss, chosen, rejected = dpo(policy, reference, beta=0.1)
    means = [reward.mean() for reward in (chosen, rejected, chosen - rejected)]
    print(f"{step}  {loss:9.4f}  ", *[f"{mean:11.3f}" for mean in means])
    logits = logits - 10 * torch.autograd.grad(loss, logits)[0]
