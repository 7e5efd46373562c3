"""With texts of unequal length, the mean of means is not the mean of all tokens."""

import torch

short = torch.tensor([4.0])  # losses of the counted tokens of one text
long = torch.tensor([1.0, 2.0, 1.0, 1.0, 2.0, 1.0, 1.0, 1.0, 1.0])

tokens = torch.cat([short, long]).requires_grad_()
means = torch.stack([part.mean() for part in tokens.split([1, 9])])
print(f"mean of all tokens {tokens.mean():.2f}, mean of means {means.mean():.2f}")

summed = (short.sum() + long.sum()) / (short.numel() + long.numel())
print(f"sums, divided once by the number of tokens: {summed:.2f}")
shares = [
    torch.autograd.grad(x.mean(), tokens, retain_graph=True) for x in (tokens, means)
]
print(f"share of the short text's token: {shares[0][0][0]:.2f}, {shares[1][0][0]:.2f}")
