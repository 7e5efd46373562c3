"""Trained to predict the next word, words with the same followers get like vectors."""

import numpy as np

steps = 500  # of training; knob: 5, 20, 50, 500, 1000
text = "a cat sat . a dog sat . a cat ran . a dog ran . a kite flew . a kite fell ."
vocab = sorted(set(text.split()))  # 9 words
ids = np.array([vocab.index(word) for word in text.split()])
inputs, targets = ids[:-1], ids[1:]
rng = np.random.default_rng(0)
embedding, unembedding = rng.normal(size=(2, len(vocab), 3))  # (vocab_size, d_model)


def show(when):
    units = embedding / np.linalg.norm(embedding, axis=1, keepdims=True)
    cat, dog, kite = (units[vocab.index(word)] for word in ("cat", "dog", "kite"))
    like = f"cat and dog {cat @ dog:.2f}, cat and kite {cat @ kite:.2f}"
    print(f"{when}: cosine of {like}")


show("before")
for _ in range(steps):  # learning rate 1
    logits = embedding[inputs] @ unembedding.T  # (seq_len, vocab_size)
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs = exps / exps.sum(axis=1, keepdims=True)
    error = (probs - np.eye(len(vocab))[targets]) / len(inputs)  # gradient by logits
    grad_unembedding, grad_vectors = error.T @ embedding[inputs], error @ unembedding
    unembedding -= grad_unembedding
    np.subtract.at(embedding, inputs, grad_vectors)
show("after ")
