"""One vector for a text: the mean over its tokens, without padding, made 1 long."""

import torch
from torch.nn import functional as F


def pooled(hidden, mask):
    """Means (batch, d_model) of hidden (batch, seq_len, d_model); mask: 1 or 0."""
    mask = mask[..., None].to(hidden.dtype)  # (batch, seq_len, 1)
    return (hidden * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)


hidden = torch.tensor([[[3.0, 1, 0], [1, 3, 0], [5, 0, 5]],  # two tokens and padding
                       [[2.0, 1, 1], [1, 0, 2], [0, 2, 3]]])  # fmt: skip
means = pooled(hidden, torch.tensor([[1, 1, 0], [1, 1, 1]]))
careless = pooled(hidden, torch.ones(2, 3))
print("mean of the question ", means[0].numpy())
print("mean of the chunk    ", means[1].numpy())

print(f"cosine of the means     {F.cosine_similarity(*means, dim=0):.3f}")
for name, vectors in {"dot product": means, "with padding averaged": careless}.items():
    question, chunk = F.normalize(vectors, dim=-1)  # length 1
    print(f"{name:22}  {question @ chunk:.3f}")
