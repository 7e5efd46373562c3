"""A bias on the choice evens out the use of experts and leaves the weights alone."""

import numpy as np

rng = np.random.default_rng(0)
tokens, n_experts, n_active, step = 2048, 8, 2, 0.01
liked = np.linspace(1.5, -1.5, n_experts)  # expert 0 most, expert 7 least
logits = rng.normal(size=(tokens, n_experts)) + liked
scores = 1 / (1 + np.exp(-logits))  # sigmoid, as in DeepSeek-V3
bias = np.zeros(n_experts)


def route(bias):
    chosen = np.argsort(-(scores + bias))[:, :n_active]  # the bias chooses
    weights = np.take_along_axis(scores, chosen, axis=1)  # without the bias
    weights = weights / weights.sum(axis=1, keepdims=True)
    return np.bincount(chosen.ravel(), minlength=n_experts), chosen, weights


print("steps  tokens of expert 0 ... 7")
for i in range(101):
    use, chosen, weights = route(bias)
    if i in (0, 20, 50, 100):
        print(f"{i:5} ", *[f"{count:4}" for count in use])
    bias -= step * np.sign(use - use.mean())  # busy ones down, idle ones up
before, after = route(0 * bias), route(bias)
kept = (before[1] == after[1]).all(axis=1)  # tokens whose choice did not change
first = kept.argmax()
print("weights of such a token:", before[2][first].round(3), after[2][first].round(3))
print(f"equal for all {kept.sum()}:", np.array_equal(before[2][kept], after[2][kept]))
