"""Instruction tuning reads the prompt and is scored on the answer alone."""

import numpy as np

rng = np.random.default_rng(0)
vocab_size, d_model, ignore = 9, 4, -100
table = rng.normal(size=(vocab_size, d_model))
head = rng.normal(size=(d_model, vocab_size))


def loss(prompt, answer):  # a small model: the mean of the tokens so far
    ids = np.array(prompt + answer)
    labels = np.array([ignore] * len(prompt) + answer)[1:]  # one for each next token
    h = table[ids[:-1]].cumsum(0) / np.arange(1, len(ids))[:, None]
    exps = np.exp(h @ head)  # (time, vocab_size)
    each = -np.log((exps / exps.sum(1, keepdims=True))[range(len(labels)), ids[1:]])
    kept = labels != ignore
    return each.mean(), each[kept].mean(), kept.sum(), len(kept)


for prompt in [1, 4, 2, 7], [1, 4, 6, 7]:
    whole, answer, kept, time = loss(prompt, [3, 5, 0])
    print(f"prompt {prompt}: loss on all {time} tokens {whole:.2f}", end=", ")
    print(f"on the answer's {kept} {answer:.2f}")
