"""A draw: lay the probabilities end to end, and see into which one a number falls."""

import numpy as np

vocab = ["coffee", "tea", "water", "soup"]
probs = np.array([0.5, 0.3, 0.15, 0.05])  # (vocab_size,)


def draw(probs, dice):  # dice: numbers from 0 to 1
    return np.searchsorted(probs.cumsum(), dice)


print("ends:", *(f"{end:.2f}" for end in probs.cumsum()))
for dice in (0.2, 0.6, 0.94, 0.99):
    print(f"{dice} falls to {vocab[draw(probs, dice)]}")
dice = (np.arange(20) + 0.5) / 20  # spread evenly, as many thrown ones nearly are
print("20 even ones:", dict(zip(vocab, np.bincount(draw(probs, dice)).tolist())))
