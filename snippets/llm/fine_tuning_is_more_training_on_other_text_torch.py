"""Pre-training and fine-tuning are the same step on other text; some is forgotten."""

import torch
from torch.nn.functional import cross_entropy

web = "the sea is wide . the sea is deep . the film is long ."
reviews = "the film is good . the film is good ."
vocab = sorted(set((web + " " + reviews).split()))
W = torch.zeros(len(vocab), len(vocab), dtype=torch.float64)  # scores (now, next)
W.requires_grad_()


def loss(text):
    ids = torch.tensor([vocab.index(word) for word in text.split()])
    return cross_entropy(W[ids[:-1]], ids[1:])  # logits (time, vocab_size), targets


print(f"{'':16} loss on the web, on the reviews")
for stage, text, steps in ("untrained", web, 0), ("pre-trained", web, 200), (
    "fine-tuned", reviews, 40
):  # fmt: skip
    for _ in range(steps):
        W.data -= torch.autograd.grad(loss(text), W)[0]
    print(f"{stage:16} {loss(web):15.2f} {loss(reviews):15.2f}")
