"""Perplexity from a model's logits: shift, leave out what is -100, divide once."""

import numpy as np


def loss_and_count(logits, labels):  # (batch, seq_len, vocab_size), (batch, seq_len)
    logits, labels = np.asarray(logits, dtype=np.float32)[:, :-1], labels[:, 1:]
    shifted = logits - logits.max(axis=-1, keepdims=True)
    logprobs = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    counted = labels != -100
    index = np.where(counted, labels, 0)[..., None]
    picked = np.take_along_axis(logprobs, index, axis=-1)[..., 0]  # (batch, seq_len)
    return -picked[counted].sum(dtype=np.float64), counted.sum()


rng = np.random.default_rng(0)
total, count = 0.0, 0
for batch, seq_len in (2, 5), (1, 4):  # two batches of unequal size
    logits = rng.normal(size=(batch, seq_len, 7))
    labels = rng.integers(7, size=(batch, seq_len))
    labels[0, -2:] = -100  # padding
    loss, tokens = loss_and_count(logits, labels)
    total, count = total + loss, count + tokens
if count:  # otherwise there is nothing to divide by
    print(f"{count} tokens, perplexity {np.exp(total / count):.2f}")
