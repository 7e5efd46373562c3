"""The first loss is the logarithm of the vocabulary if the logits begin small."""

import numpy as np

rng = np.random.default_rng(0)
batch, d_model, vocab_size = 50, 768, 5000
h = rng.normal(size=(batch, d_model))  # as a norm leaves it   (batch, d_model)
noise = rng.normal(size=(vocab_size, d_model))
target = rng.integers(vocab_size, size=batch)  # (batch,)

for tokens in (vocab_size, 50_257):
    print(f"guessing among {tokens:6}: {np.log(tokens):.1f}")
for std in (0.0, 0.02, 0.2, 1.0):
    logits = h @ (std * noise).T  # (batch, vocab_size)
    largest = logits.max(axis=1, keepdims=True)
    total = np.log(np.exp(logits - largest).sum(axis=1)) + largest[:, 0]
    loss = (total - logits[np.arange(batch), target]).mean()
    print(f"std {std:4}: logits spread {logits.std():4.1f}, loss {loss:4.1f}")
