"""A logit is a sum too: each part of the stream contributes to it by itself."""

import torch
from torch.nn import functional as F

W_U = torch.tensor([[1.0, 0.0, 1.0], [0.0, 2.0, -1.0]])  # mat, moon
gain = torch.tensor([1.0, 0.5, 2.0])  # of the final layer norm   (d_model,)
parts = {
    "embedding": torch.tensor([0.5, 0.5, 0.0]),
    "attention": torch.tensor([2.0, -0.5, 1.0]),
    "feed-forward": torch.tensor([-0.5, 1.0, 0.5]),
}
x = sum(parts.values())  # the stream at its end   (d_model,)
deviation = (x.var(correction=0) + 1e-5).sqrt()  # of the whole stream


def contribution(part):
    return W_U @ (gain * (part - part.mean()) / deviation)  # (vocab_size,)


def row(name, logits):
    print(f"{name:13} {logits[0]:6.2f} {logits[1]:7.2f} {logits[0] - logits[1]:11.2f}")


print("part             mat    moon  mat - moon")
for name, part in parts.items():
    row(name, contribution(part))
row("sum", sum(contribution(part) for part in parts.values()))
row("logits", W_U @ F.layer_norm(x, [3], gain, eps=1e-5))
