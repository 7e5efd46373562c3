"""Generating repeats one step: compute probabilities, choose a token, append it."""

import numpy as np

vocab = ["the", "cat", "dog", "sat", "ran", "."]
table = np.array([  # stands for the model: probabilities of the next token
    [0.0, 0.6, 0.4, 0.0, 0.0, 0.0],  # after "the"
    [0.0, 0.0, 0.0, 0.6, 0.3, 0.1],  # after "cat"
    [0.0, 0.0, 0.0, 0.1, 0.7, 0.2],  # after "dog"
    [0.0, 0.0, 0.0, 0.0, 0.1, 0.9],  # after "sat"
    [0.2, 0.0, 0.0, 0.0, 0.0, 0.8],  # after "ran"
])  # fmt: skip


def draw(probs, u):  # u: a random number, 0 <= u < 1
    edges = np.cumsum(probs, dtype=np.float64)
    return int(np.searchsorted(edges / edges[-1], u, side="right"))


for name, numbers in {"greedy": None, "sampled": [0.85, 0.45, 0.35]}.items():
    print(f"{name}:")
    ids = [vocab.index("the")]
    while vocab[ids[-1]] != ".":
        probs = table[ids[-1]]  # one pass through the model   (vocab_size,)
        chosen = draw(probs, numbers[len(ids) - 1]) if numbers else int(probs.argmax())
        text = " ".join(vocab[i] for i in ids)
        choice = ", ".join(f"{word} {p:.1f}" for word, p in zip(vocab, probs) if p)
        print(f"  {text:11} ({choice}) -> {vocab[chosen]}")
        ids.append(chosen)
