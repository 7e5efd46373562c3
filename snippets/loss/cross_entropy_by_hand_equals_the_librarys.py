"""Cross-entropy by hand equals F.cross_entropy, ignored labels included."""

import torch
from torch.nn import functional as F


def cross_entropy(logits, labels, ignore_index=-100):  # (..., vocab_size), (...)
    logits = logits.to(torch.promote_types(logits.dtype, torch.float32))
    log_probs = logits - logits.logsumexp(dim=-1, keepdim=True)
    counted = labels != ignore_index
    chosen = log_probs[counted].gather(-1, labels[counted, None])  # (counted, 1)
    return -chosen.sum() / counted.sum()


g = torch.Generator().manual_seed(0)
batch, seq_len, vocab_size = 2, 4, 5
logits = torch.randn(batch, seq_len, vocab_size, generator=g, dtype=torch.float64)
labels = torch.tensor([[3, 0, 4, 1], [2, 2, -100, -100]])  # the second text is shorter

logits.requires_grad_()
ours = cross_entropy(logits, labels)
theirs = F.cross_entropy(logits.flatten(0, 1), labels.flatten())
print(f"ours {ours:.3f}, theirs {theirs:.3f}")
(to_ours,), (to_theirs,) = (
    torch.autograd.grad(loss, logits) for loss in (ours, theirs)
)
print(f"gradients apart: {(to_ours - to_theirs).abs().max():.9f}")
print("positions with a gradient:", (to_ours != 0).any(dim=-1).int().tolist())
nothing = torch.full((batch, seq_len), -100)
print(f"no label counted: {cross_entropy(logits, nothing):.0f}")
