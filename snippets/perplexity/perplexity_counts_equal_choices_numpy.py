"""Perplexity is e to the mean loss: as many equal choices as would be as hard."""

import numpy as np


def perplexity(losses):
    return np.exp(losses.mean())


rows = {  # probability that the model gave to each token that came   (seq_len,)
    "sure and right": [0.99, 0.98, 0.99, 0.97],
    "the quiz": [0.5, 0.25, 0.125],
    "one miss": [0.99, 0.98, 0.001, 0.97],
    "guesses among 6": [1 / 6, 1 / 6],
    "guesses among 50,257": [1 / 50257, 1 / 50257],
    "one held impossible": [0.99, 0.0],
}
print("                      mean loss  perplexity  2 ** mean in bits")
for name, probs in rows.items():
    with np.errstate(divide="ignore"):
        losses = -np.log(probs)  # in nats   (seq_len,)
    from_bits = 2 ** (losses / np.log(2)).mean()
    row = f"{losses.mean():10.3f} {perplexity(losses):11.2f} {from_bits:18.2f}"
    print(f"{name:20} {row}")
