"""Attention trained on many tasks, then frozen, learns a new one from its examples."""

import numpy as np

rng = np.random.default_rng(0)
d_in, lr = 4, 0.05


def tasks(n_tasks, n_examples):  # each with a rule of its own, examples and a question
    x = rng.normal(size=(n_tasks, n_examples + 1, d_in))
    y = (x @ rng.normal(size=(n_tasks, d_in, 1)))[..., 0]
    return x[:, :-1], y[:, :-1], x[:, -1], y[:, -1]


def predict(x, y, question, W):  # linear attention: keys x, values y
    return np.einsum("tnd,de,te,tn->t", x, W, question, y) / max(x.shape[1], 1)


W = np.zeros((d_in, d_in))  # of queries and keys: the only weights
for _ in range(300):  # training: each step has 64 new tasks
    x, y, question, answer = tasks(64, rng.integers(8, 33))
    error = predict(x, y, question, W) - answer
    W -= lr * np.einsum("t,tn,tnd,te->de", error, y, x, question) / y.size

print("examples  error  with another task's answers")
for n_examples in (0, 2, 8, 32):
    x, y, question, answer = tasks(4000, n_examples)
    own = np.mean((predict(x, y, question, W) - answer) ** 2)
    other = np.mean((predict(x, np.roll(y, 1, axis=0), question, W) - answer) ** 2)
    print(f"{n_examples:8}  {own:5.2f}  {other:5.2f}")
