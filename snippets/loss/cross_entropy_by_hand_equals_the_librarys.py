"""Cross-entropy by hand equals F.cross_entropy, ignored labels included."""

import torch
from torch.nn import functional as F


def cross_entropy(logits, labels, ignored=-100):  # (..., vocab_size), (...)
    log_probs = logits - logits.logsumexp(dim=-1, keepdim=True)
    counted = labels != ignored
    chosen = log_probs[counted].gather(-1, labels[counted, None])  # (counted, 1)
    return -chosen.sum() / counted.sum()


g = torch.Generator().manual_seed(0)
batch, time, vocab_size = 2, 4, 5
logits = torch.randn(batch, time, vocab_size, generator=g, dtype=torch.float64)
labels = torch.tensor([[3, 0, 4, 1], [2, 2, -100, -100]])  # the second text is shorter

logits.requires_grad_()
ours = cross_entropy(logits, labels)
theirs = F.cross_entropy(logits.flatten(0, 1), labels.flatten())
print(f"ours {ours:.3f}, theirs {theirs:.3f}")
to_ours, to_theirs = (torch.autograd.grad(loss, logits)[0] for loss in (ours, theirs))
print("same gradient:", bool((to_ours - to_theirs).abs().max() < 1e-12))
print("places with a gradient:", to_ours.abs().sum(dim=-1).gt(0).int().tolist())
print(f"no label counted: {cross_entropy(logits, torch.full((2, 4), -100)):.0f}")
