"""Temperature, top-k and top-p change how a token is chosen, not the model's scores."""

import numpy as np

vocab = ["coffee", "tea", "water", "juice", "soup"]
logits = np.array([3.0, 2.2, 1.5, 0.4, -1.0])  # (vocab_size,), likeliest first


def show(name, logits, keep=5):
    exps = np.exp(logits) * (np.arange(len(vocab)) < keep)
    print(f"{name:16}", *(f"{p:6.2f}" for p in exps / exps.sum()))


print(" " * 16, *(f"{word:>6}" for word in vocab))
show("as it is", logits)
show("temperature 0.5", logits / 0.5)
show("temperature 2", logits / 2)
show("top-k, k = 2", logits, keep=2)
probs = np.exp(logits) / np.exp(logits).sum()
before = probs.cumsum() - probs  # probability of all that is likelier
show("top-p, p = 0.9", logits, keep=(before < 0.9).sum())
