"""GRPO's loss from log-probabilities; the kinds differ in what a long answer counts."""

import torch


def grpo(log_probs, old, advantages, mask, kind, longest, epsilon=0.2):
    """Loss of answers: log_probs, old, mask (batch, seq_len), advantages (batch,)."""
    ratio, A = torch.exp(log_probs - old), advantages[:, None]
    clipped = ratio.clamp(1 - epsilon, 1 + epsilon)
    per_token = -torch.minimum(ratio * A, clipped * A) * mask
    if kind == "grpo":  # each answer counts the same
        return (per_token.sum(dim=1) / mask.sum(dim=1).clamp(min=1)).mean()
    if kind == "dapo":  # each token counts the same
        return per_token.sum() / mask.sum().clamp(min=1)
    return per_token.sum() / (len(mask) * longest)  # dr_grpo: by a constant


rewards = torch.tensor([1.0, 0.0, 1.0, 0.0])
lengths = torch.tensor([2, 2, 4, 8])  # in tokens: the last wrong answer is long
advantages = (rewards - rewards.mean()) / (rewards.std() + 1e-4)
mask = (torch.arange(8) < lengths[:, None]).float()  # (batch, seq_len)
print("tokens of the answer:   2       4       8")
print("kind      loss    |gradient| at one token")
for kind in ("grpo", "dapo", "dr_grpo"):
    log_probs = torch.full(mask.shape, -1.0, requires_grad=True)
    loss = grpo(log_probs, log_probs.detach(), advantages, mask, kind, longest=16)
    loss.backward()
    size = [f"{log_probs.grad[row, 0].abs():7.3f}" for row in (0, 2, 3)]
    print(f"{kind:8} {round(loss.item(), 4) + 0.0:5.2f}", *size)
