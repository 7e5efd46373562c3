"""A draw: lay the probabilities end to end, and see into which one a number falls."""

import numpy as np

vocab = ["coffee", "tea", "water", "soup"]
probs = np.array([0.5, 0.3, 0.15, 0.05])  # (vocab_size,)


def draw(probs, u):  # u: random numbers, 0 <= u < 1
    edges = np.cumsum(probs, dtype=np.float64)
    return np.searchsorted(edges / edges[-1], u, side="right")


print("edges:", *(f"{edge:.2f}" for edge in probs.cumsum()))
for u in (0.2, 0.6, 0.94, 0.99):
    print(f"{u} falls to {vocab[draw(probs, u)]}")

drawn = draw(probs, np.random.default_rng(0).random(100_000))
library = np.random.default_rng(1).choice(len(probs), size=100_000, p=probs)
for name, tokens in ("draw", drawn), ("library", library):
    shares = np.bincount(tokens, minlength=len(probs)) / len(tokens)
    print(
        f"{name}: shares within 0.01 of probs: {np.allclose(shares, probs, atol=0.01)}"
    )
