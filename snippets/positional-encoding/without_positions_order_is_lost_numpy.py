"""Without positions, attention gives a word the same result in every order."""

import numpy as np

table = {"dog": [1.0, 0.2], "bites": [0.3, 0.9], "man": [-0.5, 0.6]}  # a row a word
positions = np.array(
    [[0.0, 0.4], [0.4, 0.0], [-0.4, 0.4]]
)  # a row a place (context, d_model)


def attend(x):  # every word gathers from all words   (time, d_model)
    exps = np.exp(x @ x.T / x.shape[1] ** 0.5)  # (time, time)
    return exps / exps.sum(axis=1, keepdims=True) @ x


for sentence in "dog bites man", "man bites dog":
    x = np.array([table[word] for word in sentence.split()])  # (time, d_model)
    without, added = attend(x)[1], attend(x + positions)[1]
    print(f"{sentence}: bites becomes {without.round(2)}, with places {added.round(2)}")
