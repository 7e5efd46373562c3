"""A model is its weights; a LoRA adapter changes what it says, and can be taken out."""

import numpy as np

text = "the film was good . the cast was good . the plot was slow .".split()
reviews = "the film was slow . the cast was slow .".split()
vocab, rank, alpha, lr = sorted(set(text)), 2, 4, 0.05  # 8 words


def probs(W):  # of each next word (column) after each word (row)
    return np.exp(W - np.logaddexp.reduce(W, axis=1, keepdims=True))  # softmax


def gradient(W, words):  # of the loss: what the model expects, less what the text says
    one_hot = np.eye(8)[[vocab.index(word) for word in words]]
    seen = one_hot[:-1].T @ one_hot[1:]  # how often each word follows each
    return seen.sum(axis=1, keepdims=True) * probs(W) - seen


W = np.zeros((8, 8))  # 64 weights: a score for each next word after each word
for _ in range(500):
    W -= lr * gradient(W, text)  # pre-training adjusts all of them
A, B = np.random.default_rng(0).normal(size=(rank, 8)), np.zeros((8, rank))
for _ in range(25):
    grad = alpha / rank * gradient(W + alpha / rank * B @ A, reviews)
    A, B = A - lr * B.T @ grad, B - lr * grad @ A.T  # fine-tuning: only 32 numbers
for name, sign in ("model", 0), ("with adapter", 1), ("taken out", -1):
    W += sign * alpha / rank * B @ A
    p = dict(zip(vocab, probs(W)[vocab.index("was")]))
    print(f"{name:12}  the film was ... good {p['good']:.2f}, slow {p['slow']:.2f}")
