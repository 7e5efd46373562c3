"""In pre-training the loss falls from guessing toward what counting would know."""

from collections import Counter

import numpy as np

text, rest = "", "house that jack built. "
for new in "", "malt that lay in the ", "rat that ate the ", "cat that killed the ":
    rest = new + rest
    text += "this is the " + rest  # a nursery rhyme, longer with each line
context = 3  # letters; knob: 1 to 5
vocab, lr = sorted(set(text)), 4.0
print(f"guessing among {len(vocab)} letters: loss {np.log(len(vocab)):.2f}")
for n in range(context + 1):  # count what followed each n letters
    ends = range(context, len(text))
    before, both = (Counter(text[i - n : i + k] for i in ends) for k in (0, 1))
    each = [np.log(before[text[i - n : i]] / both[text[i - n : i + 1]]) for i in ends]
    print(f"counting after {n}, {len(both)} entries: loss {np.mean(each):.2f}")

one_hot = np.eye(len(vocab))[[vocab.index(letter) for letter in text]]
x = np.hstack([one_hot[k : k - context] for k in range(context)])
y = one_hot[context:]  # the letter that follows them: the text is its own answer
W = np.zeros((x.shape[1], len(vocab)))  # one layer: logits of the next letter
for step in range(3001):
    logits = x @ W - (x @ W).max(axis=1, keepdims=True)  # (seq_len, vocab_size)
    probs = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    if step in (0, 3, 30, 300, 3000):
        print(f"step {step:4}: loss {-np.log((probs * y).sum(axis=1)).mean():.2f}")
    W -= lr * x.T @ (probs - y) / len(x)
