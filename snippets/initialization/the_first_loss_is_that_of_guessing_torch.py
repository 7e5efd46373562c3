"""The first loss is the logarithm of the vocabulary if the logits begin small."""

import math

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
batch, d_model, vocab_size = 50, 768, 5000
h = torch.tensor(rng.normal(size=(batch, d_model)))  # as a norm leaves it
noise = torch.tensor(rng.normal(size=(vocab_size, d_model)))
target = torch.tensor(rng.integers(vocab_size, size=batch))  # (batch,)

for tokens in (vocab_size, 50_257):
    print(f"guessing uniformly among {tokens:6} tokens: {math.log(tokens):.1f}")
print("std of the last layer  std of the logits  first loss")
for std in (0.0, 0.02, 0.2, 1.0):
    logits = h @ (std * noise).T  # (batch, vocab_size)
    loss = torch.nn.functional.cross_entropy(logits, target)
    spread = logits.std(correction=0)
    print(f"{std:21} {spread:18.1f} {loss:11.1f}")
