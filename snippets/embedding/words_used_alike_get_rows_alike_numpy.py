"""Trained to predict the next word, words with the same followers come to like rows."""

import numpy as np

text = "a cat sat . a dog sat . a cat ran . a dog ran . a kite flew . a kite fell ."
words = text.split()
vocab = sorted(set(words))  # 9 words
ids = np.array([vocab.index(word) for word in words])
now, following = ids[:-1], ids[1:]
mess = 12.0 * np.arange(1, 28).reshape(9, 3) ** 2  # its waves look random
table, head = np.cos(mess), np.sin(mess)  # (vocab_size, d_model) each


def show(when):
    rows = table / np.linalg.norm(table, axis=1, keepdims=True)
    cat, dog, kite = (rows[vocab.index(word)] for word in ("cat", "dog", "kite"))
    print(f"{when}: cat and dog {cat @ dog:.2f}, cat and kite {cat @ kite:.2f}")


show("before")
for _ in range(200):  # steps of training, lr 1
    exps = np.exp(table[now] @ head.T)  # (time, vocab_size)
    probs = exps / exps.sum(axis=1, keepdims=True)
    error = (probs - np.eye(9)[following]) / len(now)  # slope of the loss by each logit
    grad_head, grad_rows = error.T @ table[now], error @ head
    head -= grad_head
    np.subtract.at(table, now, grad_rows)  # only rows that were read
show("after ")
