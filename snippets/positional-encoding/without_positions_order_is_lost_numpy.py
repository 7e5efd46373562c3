"""Without positions, attention gives a word the same result in every order."""

import numpy as np

vectors = {"dog": [1.0, 0.2], "bites": [0.3, 0.9], "man": [-0.5, 0.6]}
positions = np.array([[0.0, 0.4], [0.4, 0.0], [-0.4, 0.4]])  # (context, d_model)


def attend(x):  # every word gathers from all words   (seq_len, d_model)
    scores = x @ x.T / x.shape[1] ** 0.5  # (seq_len, seq_len)
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True) @ x


for sentence in "dog bites man", "man bites dog":
    x = np.array([vectors[word] for word in sentence.split()])  # (seq_len, d_model)
    without, added = attend(x)[1].round(2), attend(x + positions)[1].round(2)
    print(f"{sentence}: bites becomes {without}, with positions {added}")
