"""One pass over a text gives the losses that reading it piece by piece would give."""

import torch
from torch.nn import functional as F


def matrix(rows, columns, start):  # stands for learned weights
    return torch.sin(start + torch.arange(rows * columns).double()).reshape(rows, -1)


embedding = matrix(5, 4, start=1)  # (vocab_size, d_model)
W_q, W_k = matrix(4, 4, start=2), matrix(4, 4, start=3)


def losses(ids):  # attention with a causal mask, then logits
    x = F.embedding(ids[:-1], embedding)[None]  # (1, seq_len, d_model)
    mixed = F.scaled_dot_product_attention(
        query=x @ W_q, key=x @ W_k, value=x, is_causal=True
    )
    logits = mixed[0] @ embedding.T  # (seq_len, vocab_size)
    return F.cross_entropy(logits, ids[1:], reduction="none")  # (seq_len,)


ids = torch.tensor([0, 3, 1, 4, 2, 0, 3])
pieces = torch.stack([losses(ids[: end + 1])[-1] for end in range(1, len(ids))])
print("one pass: ", losses(ids).numpy().round(3))
print(f"{len(pieces)} passes: ", pieces.numpy().round(3))
