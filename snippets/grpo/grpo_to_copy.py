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


rewards, lengths = torch.tensor([1.0, 0, 1, 0]), torch.tensor([2, 2, 4, 8])  # in tokens
advantages = (rewards - rewards.mean()) / rewards.std()
mask = (torch.arange(lengths.max()) < lengths[:, None]).float()  # (batch, seq_len)
print("largest |gradient| at a token of the answer of length:")
print("kind     gained   loss      2      4      8")
for kind, gained in (("grpo", 0.0), ("dapo", 0.0), ("dr_grpo", 0.0), ("grpo", 0.25)):
    log_probs = torch.full(mask.shape, -1.0, requires_grad=True)
    old = log_probs.detach() - gained * (lengths == 4)[:, None]
    loss = grpo(log_probs, old, advantages, mask, kind, longest=16)
    loss.backward()
    size = log_probs.grad.abs().amax(dim=1)[[0, 2, 3]].tolist()
    shown = [f"{value + 0.0:6.3f}" for value in (round(loss.item(), 4), *size)]
    print(f"{kind:8} {gained:6}", *shown)
