"""Trained on the next token, a model learns how often each token follows."""

import numpy as np

text = "the cat sat . the dog sat . the cat ran . the cat sat .".split()
vocab = sorted(set(text))
ids = np.array([vocab.index(word) for word in text])
inputs, targets = ids[:-1], ids[1:]  # (seq_len,)

lr = 20.0  # for a table, and the whole text at once; knob: 2.0 to 20.0 by 2.0
logits = np.zeros((len(vocab), len(vocab)))  # the whole model: a row for each token


def softmax(z):
    exps = np.exp(z - z.max(axis=-1, keepdims=True))
    return exps / exps.sum(axis=-1, keepdims=True)


for step in range(301):
    probs = softmax(logits[inputs])  # (seq_len, vocab_size)
    loss = -np.log(probs[np.arange(len(inputs)), targets]).mean()
    if step in (0, 3, 300):
        print(f"step {step:3}: loss {loss:.2f}")
    gradient = (probs - np.eye(len(vocab))[targets]) / len(inputs)
    np.subtract.at(logits, inputs, lr * gradient)
the = vocab.index("the")
counts = np.bincount(targets[inputs == the], minlength=len(vocab))
for name, row in ("learned", softmax(logits[the])), ("counted", counts / counts.sum()):
    print(f"{name} after 'the':", dict(zip(vocab, row.round(2).tolist())))
