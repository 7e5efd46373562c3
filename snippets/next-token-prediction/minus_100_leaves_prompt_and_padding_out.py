"""A label of -100 takes a position out of the loss: of the sum and of the count."""

import torch
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
shape = 2, 5, 7  # (batch, seq_len, vocab_size)
logits = torch.randn(shape, generator=g, dtype=torch.float64)
labels = torch.tensor([  # the next tokens: already shifted   (batch, seq_len)
    [-100, -100, 3, 6, 2],  # prompt, prompt, answer, answer, end
    [-100, 4, 2, -100, -100],  # prompt, answer, end, padding, padding
])  # fmt: skip

total, count = 0.0, 0
for row, label in zip(logits.flatten(0, 1), labels.flatten()):
    if label != -100:
        total += row.logsumexp(dim=-1) - row[label]
        count += 1
theirs = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=-100)
print(f"{count} of {labels.numel()} positions count")
print(f"sum over those, divided by {count}:  {total / count:.3f}")
print(f"sum over those, divided by {labels.numel()}: {total / labels.numel():.3f}")
print(f"F.cross_entropy:               {theirs:.3f}")
