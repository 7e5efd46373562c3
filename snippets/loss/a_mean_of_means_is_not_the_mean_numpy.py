"""With texts of unequal length, the mean of means is not the mean of all tokens."""

import numpy as np

short = np.array([4.0])  # losses of the counted tokens of one text
long = np.array([1.0, 2.0, 1.0, 1.0, 2.0, 1.0, 1.0, 1.0, 1.0])

tokens = np.concatenate([short, long])
means = np.array([short.mean(), long.mean()])
print(f"mean of all tokens {tokens.mean():.2f}, mean of means {means.mean():.2f}")

summed = (short.sum() + long.sum()) / (short.size + long.size)
print(f"sums, divided once by the number of tokens: {summed:.2f}")
print(f"share of the short text's token: {1 / tokens.size:.2f}, {1 / means.size:.2f}")
