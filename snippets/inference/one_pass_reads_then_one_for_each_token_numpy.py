"""One pass reads the whole prompt; then each new token takes a pass of its own."""

import numpy as np

vocab_size, d_model = 11, 4
table = np.sin(7.0 * np.arange(vocab_size * d_model) ** 2).reshape(vocab_size, -1)
W = np.cos(2.0 * np.arange(d_model * d_model)).reshape(d_model, -1)  # weights


def forward(ids, kept):  # kept: what attention needs of earlier tokens (time, d_model)
    x = table[ids] @ W
    every = np.concatenate([kept, x])  # (time, d_model)
    exps = np.exp(x @ every.T) * np.tri(len(x), len(every), len(kept))
    return exps / exps.sum(axis=1, keepdims=True) @ every @ table.T, every


for keep in (True, False):
    ids, start, kept, passes = [3, 1, 4, 1, 5, 9], 0, np.zeros((0, d_model)), []
    for _ in range(4):
        passes.append(len(ids[start:]))  # tokens that go through the weights
        logits, every = forward(ids[start:], kept)
        ids.append(int(logits[-1].argmax()))  # the last place speaks of the next token
        if keep:
            start, kept = len(ids) - 1, every
    print(f"keep {keep}: wrote {ids[6:]}, passes of {passes} tokens, ", end="")
    print(f"last logits {logits[-1].sum():.2f}")
