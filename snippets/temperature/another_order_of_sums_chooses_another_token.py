"""Added in another order, the same products choose another token at temperature 0."""

from functools import reduce

import numpy as np

rng = np.random.default_rng(0)
hidden = rng.standard_normal((2000, 1, 128)).astype(np.float16)
W = (rng.standard_normal((50, 128)) / 8).astype(np.float16)
products = hidden * W  # (n_positions, vocab_size, d_model)
u = rng.random((2000, 1))  # one seed, so the same numbers for each draw


def add(numbers):  # one after the other, each sum in 16 bits
    return reduce(np.add, np.moveaxis(numbers, -1, 0))


def tokens_of(blocks):  # each block is added up, then the blocks' sums
    logits = add(add(products.reshape(*products.shape[:2], blocks, -1)))
    edges = np.exp(logits.astype(np.float64)).cumsum(axis=1)
    drawn = (edges <= u * edges[:, -1:]).sum(axis=1)  # at temperature 1
    return logits, logits.argmax(axis=1), drawn


alone = tokens_of(blocks=1)
print("blocks  logits differ  tokens: greedy  drawn")
for blocks in (1, 2, 4, 8):
    pairs = zip(alone, tokens_of(blocks), strict=True)
    logits, greedy, drawn = [(a != b).mean() for a, b in pairs]
    print(f"{blocks:6} {logits:14.0%} {greedy:15.2%} {drawn:6.2%}")
