"""A draw: lay the probabilities end to end, and see into which one a number falls."""

import torch

vocab = ["coffee", "tea", "water", "soup"]
probs = torch.tensor([0.5, 0.3, 0.15, 0.05])  # (vocab_size,)


def draw(probs, dice):  # dice: numbers from 0 to 1
    return torch.searchsorted(probs.cumsum(dim=0), dice)


print("ends:", *(f"{end:.2f}" for end in probs.cumsum(dim=0)))
for dice in (0.2, 0.6, 0.94, 0.99):
    print(f"{dice} falls to {vocab[draw(probs, dice)]}")
dice = (torch.arange(20) + 0.5) / 20  # spread evenly
print("20 even ones:", dict(zip(vocab, draw(probs, dice).bincount().tolist())))
