"""Pre-training and fine-tuning are the same step on other text; some is forgotten."""

import numpy as np

web = "the sea is wide . the sea is deep . the film is long ."
reviews = "the film is good . the film is good ."
vocab = sorted(set((web + " " + reviews).split()))
W = np.zeros((len(vocab), len(vocab)))  # logits (token, next token)


def loss_and_gradient(text):
    ids = [vocab.index(word) for word in text.split()]
    inputs, targets = ids[:-1], ids[1:]
    exps = np.exp(W - W.max(axis=1, keepdims=True))
    probs = exps / exps.sum(axis=1, keepdims=True)
    gradient = np.zeros_like(W)
    np.add.at(gradient, inputs, probs[inputs])
    np.add.at(gradient, (inputs, targets), -1)
    return -np.log(probs[inputs, targets]).mean(), gradient / len(inputs)


stages = {"untrained": (web, 0), "pre-trained": (web, 200), "fine-tuned": (reviews, 40)}
print(f"{'':12} {'loss on the web':>16} {'on the reviews':>15}")
for stage, (text, steps) in stages.items():
    for _ in range(steps):
        W -= loss_and_gradient(text)[1]  # learning rate 1
    losses = [loss_and_gradient(text)[0] for text in (web, reviews)]
    print(f"{stage:12} {losses[0]:16.2f} {losses[1]:15.2f}")
