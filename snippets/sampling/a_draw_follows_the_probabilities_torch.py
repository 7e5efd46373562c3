"""A draw: lay the probabilities end to end, and see into which one a number falls."""

import torch

vocab = ["coffee", "tea", "water", "soup"]
probs = torch.tensor([0.5, 0.3, 0.15, 0.05])  # (vocab_size,)


def draw(probs, u):  # u: random numbers, 0 <= u < 1
    edges = probs.double().cumsum(dim=-1)
    return torch.searchsorted(edges / edges[-1], u, right=True)


print("edges:", *(f"{edge:.2f}" for edge in probs.cumsum(dim=-1)))
for u in (0.2, 0.6, 0.94, 0.99):
    print(f"{u} falls to {vocab[draw(probs, u)]}")

g = torch.Generator().manual_seed(0)
drawn = draw(probs, torch.rand(1_000_000, generator=g, dtype=torch.float64))
library = torch.multinomial(probs, num_samples=1_000_000, replacement=True, generator=g)
print("token   probability  drawn  by the library")
for token, name in enumerate(vocab):
    row = [(tokens == token).double().mean() for tokens in (drawn, library)]
    print(f"{name:7} {probs[token]:11.2f} {row[0]:6.2f} {row[1]:15.2f}")
