"""A draw: lay the probabilities end to end, and see into which one a number falls."""

import numpy as np

vocab = ["coffee", "tea", "water", "soup"]
probs = np.array([0.5, 0.3, 0.15, 0.05])  # (vocab_size,)


def draw(probs, u):  # u: random numbers, 0 <= u < 1
    edges = np.cumsum(probs, dtype=np.float64)
    return np.searchsorted(edges / edges[-1], u, side="right")


print("edges:", *(f"{edge:.2f}" for edge in probs.cumsum()))
for u in (0.2, 0.5, 0.94, 0.99):
    print(f"{u} falls to {vocab[draw(probs, u)]}")

n_draws = 1_000_000
drawn = draw(probs, np.random.default_rng(0).random(n_draws))
library = np.random.default_rng(1).choice(len(probs), size=n_draws, p=probs)
print(f"{n_draws:,} draws")
print("token   probability  drawn  by the library")
for token, name in enumerate(vocab):
    row = f"{np.mean(drawn == token):6.2f} {np.mean(library == token):15.2f}"
    print(f"{name:7} {probs[token]:11.2f} {row}")
