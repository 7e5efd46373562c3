"""Instruction tuning reads the prompt and is scored on the answer alone."""

import numpy as np
import torch
from torch.nn.functional import cross_entropy

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
vocab_size, d_model, ignore = 9, 4, -100
table = torch.tensor(rng.normal(size=(vocab_size, d_model)))
head = torch.tensor(rng.normal(size=(d_model, vocab_size)))


def loss(prompt, answer):  # a small model: the mean of the tokens so far
    ids = torch.tensor(prompt + answer)
    labels = torch.tensor([ignore] * len(prompt) + answer)[1:]  # of each next token
    h = table[ids[:-1]].cumsum(0) / torch.arange(1, len(ids))[:, None]
    logits = h @ head  # (time, vocab_size)
    kept = (labels != ignore).sum()
    answer = cross_entropy(logits, labels, ignore_index=ignore)
    return cross_entropy(logits, ids[1:]), answer, kept, len(labels)


for prompt in [1, 4, 2, 7], [1, 4, 6, 7]:
    whole, answer, kept, time = loss(prompt, [3, 5, 0])
    print(f"prompt {prompt}: loss on all {time} tokens {whole:.2f}", end=", ")
    print(f"on the answer's {kept} {answer:.2f}")
