"""Pre-training and fine-tuning are the same step on other text; some is forgotten."""

import torch
from torch.nn.functional import cross_entropy

web = "the sea is wide . the sea is deep . the film is long ."
reviews = "the film is good . the film is good ."
vocab = sorted(set((web + " " + reviews).split()))
W = torch.zeros(len(vocab), len(vocab), dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.SGD([W], lr=1.0)  # W: logits (token, next token)


def loss(text):
    ids = torch.tensor([vocab.index(word) for word in text.split()])
    return cross_entropy(W[ids[:-1]], ids[1:])  # logits (seq_len, vocab_size), targets


stages = {"untrained": (web, 0), "pre-trained": (web, 200), "fine-tuned": (reviews, 40)}
print(f"{'':12} {'loss on the web':>16} {'on the reviews':>15}")
for stage, (text, steps) in stages.items():
    for _ in range(steps):
        optimizer.zero_grad()
        loss(text).backward()
        optimizer.step()
    print(f"{stage:12} {loss(web):16.2f} {loss(reviews):15.2f}")
