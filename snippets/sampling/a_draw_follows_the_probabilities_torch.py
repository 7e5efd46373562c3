"""A draw: lay the probabilities end to end, and see into which one a number falls."""

import torch

vocab = ["coffee", "tea", "water", "soup"]
probs = torch.tensor([0.5, 0.3, 0.15, 0.05])  # (vocab_size,)


def draw(probs, u):  # u: random numbers, 0 <= u < 1
    edges = probs.double().cumsum(dim=-1)
    return torch.searchsorted(edges / edges[-1], u, right=True)


print("edges:", *(f"{edge:.2f}" for edge in probs.cumsum(dim=-1)))
for u in (0.2, 0.5, 0.94, 0.99):
    print(f"{u} falls to {vocab[draw(probs, u)]}")

n_draws = 1_000_000
g = torch.Generator().manual_seed(0)
drawn = draw(probs, torch.rand(n_draws, generator=g).double())
library = torch.multinomial(probs, num_samples=n_draws, replacement=True, generator=g)
print(f"{n_draws:,} draws")
print("token   probability  drawn  by the library")
for token, name in enumerate(vocab):
    ours, theirs = ((ids == token).double().mean() for ids in (drawn, library))
    print(f"{name:7} {probs[token]:11.2f} {ours:6.2f} {theirs:15.2f}")
