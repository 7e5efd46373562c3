"""The first loss is the logarithm of the vocabulary if the logits begin small."""

import numpy as np

rng = np.random.default_rng(0)
batch, vocab_size = 50, 5000
d_model = 768  # knob: 64, 128, 256, 512, 768
h = rng.normal(size=(batch, d_model))  # as the last norm leaves it
noise = rng.normal(size=(vocab_size, d_model))
target = rng.integers(vocab_size, size=batch)  # (batch,)

for tokens in (vocab_size, 50_257):
    print(f"guessing uniformly among {tokens:6} tokens: {np.log(tokens):.1f}")
print("std of the last layer  std of the logits  first loss")
for std in (0.0, 0.02, 0.2, 1.0):
    logits = h @ (std * noise).T  # (batch, vocab_size)
    largest = logits.max(axis=1, keepdims=True)
    total = np.log(np.exp(logits - largest).sum(axis=1)) + largest[:, 0]
    loss = (total - logits[np.arange(batch), target]).mean()
    print(f"{std:21} {logits.std():18.1f} {loss:11.1f}")
