"""A new task alone pushes out the old one; replayed examples keep what they cover."""

import numpy as np

steps = 1500  # on the new task; knob: 150, 500, 1500
rng, d_hidden, lr = np.random.default_rng(1), 30, 0.05
x = np.linspace(-2, 2, 40)
tasks = [np.stack([x, 0 * x + task, 0 * x + 1], axis=1) for task in (0, 1)]
inputs = np.concatenate(tasks)  # position, task, and a 1 for the bias   (80, 3)
wanted = np.concatenate([np.sin(2 * x), np.cos(2 * x)])[:, None]  # (80, 1)
W1, W2 = rng.normal(size=(d_hidden, 3)), rng.normal(size=(1, d_hidden)) / 4


def train(name, W1, W2, rows, steps):
    W1, W2, x, y = W1.copy(), W2.copy(), inputs[rows], wanted[rows]
    for _ in range(steps):
        h = np.tanh(x @ W1.T)  # (batch, d_hidden)
        dy = 2 * (h @ W2.T - y) / len(x)
        W1 -= lr * (dy @ W2 * (1 - h**2)).T @ x
        W2 -= lr * dy.T @ h
    loss = ((np.tanh(inputs @ W1.T) @ W2.T - wanted) ** 2).reshape(2, 40).mean(axis=1)
    print(f"{name:21} {loss[0]:15.3f} {loss[1]:9.3f}")
    return W1, W2


print("trained on            loss: old task  new task")
learned = train("old", W1, W2, np.arange(40), 3000)
kept = {"alone": [], "4 old, spread": [2, 14, 26, 37], "4 old, together": [0, 1, 2, 3]}
for name, old in {**kept, "all old": range(40)}.items():
    train(f"new, {name}", *learned, [*old, *range(40, 80)], steps)
