"""Pre-training and fine-tuning are the same step on other text; some is forgotten."""

import numpy as np

web = "the sea is wide . the sea is deep . the film is long ."
reviews = "the film is good . the film is good ."
vocab = sorted(set((web + " " + reviews).split()))
W = np.zeros((len(vocab), len(vocab)))  # scores (now, next)


def loss_and_gradient(text):
    ids = [vocab.index(word) for word in text.split()]
    now, following = ids[:-1], ids[1:]
    probs = np.exp(W) / np.exp(W).sum(axis=1, keepdims=True)
    gradient = np.zeros_like(W)
    np.add.at(gradient, now, probs[now])
    np.add.at(gradient, (now, following), -1)
    return -np.log(probs[now, following]).mean(), gradient / len(now)


print(f"{'':16} loss on the web, on the reviews")
for stage, text, steps in ("untrained", web, 0), ("pre-trained", web, 200), (
    "fine-tuned", reviews, 40
):  # fmt: skip
    for _ in range(steps):
        W -= loss_and_gradient(text)[1]
    losses = [loss_and_gradient(text)[0] for text in (web, reviews)]
    print(f"{stage:16} {losses[0]:15.2f} {losses[1]:15.2f}")
