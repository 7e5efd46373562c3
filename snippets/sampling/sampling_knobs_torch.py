"""Temperature, top-k and top-p change how a token is chosen, not the model's scores."""

import torch

vocab = ["coffee", "tea", "water", "juice", "soup"]
logits = torch.tensor([3.0, 2.2, 1.5, 0.4, -1.0])  # (vocab_size,), likeliest first


def show(name, logits, keep=5):
    cut = torch.arange(len(vocab)) >= keep
    probs = torch.softmax(logits.masked_fill(cut, -torch.inf), dim=-1)
    print(f"{name:16}", *(f"{p:6.2f}" for p in probs))


print(" " * 16, *(f"{word:>6}" for word in vocab))
show("as it is", logits)
show("temperature 0.5", logits / 0.5)
show("temperature 2", logits / 2)
show("top-k, k = 2", logits, keep=2)
probs = torch.softmax(logits, dim=-1)
before = probs.cumsum(dim=-1) - probs  # probability of all that is likelier
show("top-p, p = 0.9", logits, keep=(before < 0.9).sum())
