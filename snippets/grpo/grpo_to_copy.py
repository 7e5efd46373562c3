"""GRPO's loss from log-probabilities; the kinds differ in what a long answer counts."""

import torch


def advantages_of(rewards, group):  # (batch,): answers to one prompt stand together
    r = rewards.view(-1, group)
    return ((r - r.mean(1, keepdim=True)) / (r.std(1, keepdim=True) + 1e-4)).flatten()


def grpo(log_probs, old, advantages, mask, kind, longest, epsilon=0.2):
    """Loss of answers: log_probs, old, mask (batch, seq_len), advantages (batch,)."""
    ratio, A = torch.exp((log_probs - old).where(mask > 0, 0)), advantages[:, None]
    per_token = -torch.min(ratio * A, ratio.clamp(1 - epsilon, 1 + epsilon) * A) * mask
    if kind == "grpo":  # each answer counts the same
        return (per_token.sum(dim=1) / mask.sum(dim=1).clamp(min=1)).mean()
    counts = {"dapo": mask.sum().clamp(min=1), "dr_grpo": len(mask) * longest}
    return per_token.sum() / counts[kind]  # each token counts the same


lengths = torch.tensor([2, 2, 4, 8])  # in tokens, of the first of two groups
advantages = advantages_of(torch.tensor([1.0, 0, 1, 0] + 4 * [1]), group=4)[:4]
mask = (torch.arange(lengths.max()) < lengths[:, None]).float()  # (batch, seq_len)
print("kind     gained   loss  len 2  len 4  len 8")
for kind, gained in (("grpo", 0.0), ("dapo", 0.0), ("dr_grpo", 0.0), ("grpo", 0.25)):
    log_probs = torch.zeros_like(mask, requires_grad=True)
    old = log_probs.detach() - gained * (lengths == 4)[:, None]
    loss = grpo(log_probs, old, advantages, mask, kind, longest=16)
    size = torch.autograd.grad(loss, log_probs)[0].abs().amax(dim=1)[1:]
    print(f"{kind:8} {gained:6}", *[f"{x:z6.3f}" for x in (loss, *size)])
