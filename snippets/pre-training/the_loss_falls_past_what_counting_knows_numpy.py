"""In pre-training the loss falls from guessing past what counting knows."""

import numpy as np

text, rest = "", "house that jack built. "
for new in "", "malt that lay in the ", "rat that ate the ", "cat that killed the ":
    rest = new + rest
    text += "this is the " + rest  # a nursery rhyme, longer with each line
vocab, context, lr = sorted(set(text)), 3, 4.0
ids = np.array([vocab.index(letter) for letter in text])
hot = np.eye(len(vocab))[ids]  # (time, vocab_size)
last = len(ids) - context
x = np.concatenate([hot[k : last + k] for k in range(context)], axis=1)  # 3 letters
y = hot[context:]  # the letter that follows them: the text is its own answer

pairs = hot[context - 1 : -1].T @ y  # how often each letter follows each
follows = (pairs / pairs.sum(1, keepdims=True))[ids[context - 1 : -1], ids[context:]]
print(f"guessing among {len(vocab)} letters: {np.log(len(vocab)):.2f}")
print(f"counting letters: {-np.log(y.mean(0)[ids[context:]]).mean():.2f}")
print(f"counting pairs: {-np.log(follows).mean():.2f}")
W = np.zeros((x.shape[1], len(vocab)))  # scores of the next letter
for step in range(301):
    exps = np.exp(x @ W)
    probs = exps / exps.sum(1, keepdims=True)  # (time - context, vocab_size)
    if step in (0, 3, 30, 300):
        print(f"step {step:3}: loss {-np.log((probs * y).sum(1)).mean():.2f}")
    W -= lr * x.T @ (probs - y) / last
