"""A word has one row in every sentence; its meaning there is mixed in afterwards."""

import numpy as np

table = {"river": [1.0, -0.5], "bank": [0.6, 0.4], "money": [-1.0, 1.5]}  # a row a word


def attend(x):  # each word's row becomes a mixture of all rows   (time, d_model)
    exps = np.exp(x @ x.T / x.shape[1] ** 0.5)  # (time, time)
    return exps / exps.sum(axis=1, keepdims=True) @ x


for sentence in ["river", "bank"], ["money", "bank"]:
    x = np.array([table[word] for word in sentence])  # (time, d_model)
    print(f"{sentence}: the row of bank {x[1]}, after mixing {attend(x)[1].round(2)}")
