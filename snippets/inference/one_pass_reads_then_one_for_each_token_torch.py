"""One pass reads the whole prompt; then each new token takes a pass of its own."""

import torch
from torch.nn import functional as F

vocab_size, d_model = 11, 4
cells = torch.arange(vocab_size * d_model).double()
table = torch.sin(7.0 * cells**2).reshape(vocab_size, -1)
W = torch.cos(2.0 * cells[: d_model * d_model]).reshape(d_model, -1)  # weights


def forward(ids, kept):  # kept: what attention needs of earlier tokens (time, d_model)
    x = table[ids] @ W
    every = torch.cat([kept, x])  # (time, d_model)
    sees = torch.ones(len(x), len(every)).tril(len(kept)).bool()
    y = every[None]
    mixed = F.scaled_dot_product_attention(x[None], y, y, attn_mask=sees, scale=1.0)
    return mixed[0] @ table.T, every


for keep in (True, False):
    ids, start, kept, passes = [3, 1, 4, 1, 5, 9], 0, table[:0], []
    for _ in range(4):
        passes.append(len(ids[start:]))  # tokens that go through the weights
        logits, every = forward(ids[start:], kept)
        ids.append(int(logits[-1].argmax()))  # the last place speaks of the next token
        if keep:
            start, kept = len(ids) - 1, every
    print(f"keep {keep}: wrote {ids[6:]}, passes of {passes} tokens, ", end="")
    print(f"last logits {logits[-1].sum():.2f}")
