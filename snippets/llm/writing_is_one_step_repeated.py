"""Writing is one step repeated: probabilities, choose a token, append it."""

import numpy as np

vocab = ["the", "cat", "dog", "sat", "ran", "."]
probs = np.array([
    [0.0, 0.6, 0.4, 0.0, 0.0, 0.0],  # after "the"
    [0.0, 0.0, 0.0, 0.7, 0.3, 0.0],  # after "cat"
    [0.0, 0.0, 0.0, 0.2, 0.8, 0.0],  # after "dog"
    [0.0, 0.0, 0.0, 0.0, 0.1, 0.9],  # after "sat"
    [0.0, 0.0, 0.0, 0.0, 0.0, 1.0],  # after "ran"
    [1.0, 0.0, 0.0, 0.0, 0.0, 0.0],  # after "."
])  # fmt: skip
for name, seed in ("likeliest", None), ("drawn", 0), ("drawn", 1):
    rng, ids = np.random.default_rng(seed), [0]
    while vocab[ids[-1]] != ".":
        row = probs[ids[-1]]
        draw = np.searchsorted(row.cumsum(), rng.random(), side="right")
        ids.append(int(row.argmax() if seed is None else draw))
    print(f"{name}: {' '.join(vocab[i] for i in ids)}")
