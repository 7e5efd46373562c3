"""One pass over a text gives the losses that reading it piece by piece would give."""

import numpy as np

vocab_size, d_model, time = 5, 4, 6


def table(rows, columns, start):  # stands for learned weights
    return np.sin(start + np.arange(rows * columns, dtype=np.float64)).reshape(rows, -1)


embedding, Wq, Wk = table(vocab_size, d_model, 1), table(4, 4, 2), table(4, 4, 3)


def losses(ids):  # attention with a causal mask, then a score for every token
    x = embedding[ids[:-1]]  # (time, d_model)
    scores = (x @ Wq) @ (x @ Wk).T / np.sqrt(d_model)  # (time, time)
    exps = np.exp(scores) * np.tri(len(x))  # each place: itself and what came before
    logits = (exps / exps.sum(axis=1, keepdims=True) @ x) @ embedding.T
    logprobs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -logprobs[np.arange(len(x)), ids[1:]]  # of each target   (time,)


ids = np.array([0, 3, 1, 4, 2, 0, 3])
pieces = [losses(ids[: end + 1])[-1] for end in range(1, len(ids))]
print("one pass: ", losses(ids).round(3))
print(f"{len(pieces)} passes: ", np.round(pieces, 3))
