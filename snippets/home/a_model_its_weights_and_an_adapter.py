"""A language model is its weights; a LoRA adapter changes what it says, not them."""

import numpy as np

text = "the film was good . the cast was good . the plot was slow ."
reviews = "the film was slow . the cast was slow ."
vocab = sorted(set(text.split()))  # 8 words
rng, rank, alpha, lr = np.random.default_rng(0), 2, 4, 0.05


def probs(W):  # of each next word (column) after each word (row)
    return np.exp(W) / np.exp(W).sum(axis=1, keepdims=True)


def gradient(W, text):  # of the loss: what the model expects, less what the text says
    seen = np.array([[text.count(f"{a} {b}") for b in vocab] for a in vocab])
    return seen.sum(axis=1, keepdims=True) * probs(W) - seen


W = np.zeros((8, 8))  # the weights: a score for each next word after each word
for _ in range(500):
    W -= lr * gradient(W, text)  # pre-training adjusts all of them
frozen, A, B = W.copy(), rng.normal(size=(rank, 8)), np.zeros((8, rank))
for _ in range(25):
    grad = alpha / rank * gradient(W + alpha / rank * B @ A, reviews)
    A, B = A - lr * B.T @ grad, B - lr * grad @ A.T  # fine-tuning adjusts only these
for name, model in ("alone", W), ("with adapter", W + alpha / rank * B @ A):
    p = dict(zip(vocab, probs(model)[vocab.index("was")]))
    print(f"{name}: the film was ... good {p['good']:.2f}, slow {p['slow']:.2f}")
print(f"weights: {W.size}, changed: {(W != frozen).sum()}, adapter: {A.size + B.size}")
