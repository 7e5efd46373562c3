"""One pass over a text gives the losses that reading it piece by piece would give."""

import torch
from torch.nn import functional as F

vocab_size, d_model = 5, 4


def table(rows, columns, start):  # stands for learned weights
    return torch.sin(start + torch.arange(rows * columns).double()).reshape(rows, -1)


embedding, Wq, Wk = table(vocab_size, d_model, 1), table(4, 4, 2), table(4, 4, 3)


def losses(ids):  # attention with a causal mask, then a score for every token
    x = F.embedding(ids[:-1], embedding)[None]  # (1, time, d_model)
    mixed = F.scaled_dot_product_attention(x @ Wq, x @ Wk, x, is_causal=True)
    logits = mixed[0] @ embedding.T  # (time, vocab_size)
    return F.cross_entropy(logits, ids[1:], reduction="none")  # (time,)


ids = torch.tensor([0, 3, 1, 4, 2, 0, 3])
pieces = torch.stack([losses(ids[: end + 1])[-1] for end in range(1, len(ids))])
print("one pass: ", losses(ids).numpy().round(3))
print(f"{len(pieces)} passes: ", pieces.numpy().round(3))
