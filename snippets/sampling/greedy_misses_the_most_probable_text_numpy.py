"""Taking the most probable token each time does not give the most probable text."""

import numpy as np

vocab = ["the", "a", "dog", "cat"]
first = np.array([0.6, 0.4, 0.0, 0.0])  # probabilities of the first token
second = np.array([  # of the second, after each first   (first, second)
    [0.05, 0.05, 0.5, 0.4],
    [0.05, 0.0, 0.05, 0.9],
])  # fmt: skip
joint = first[:2, None] * second  # of each text of two tokens   (first, second)

a = first.argmax()
greedy = a, second[a].argmax()
best = np.unravel_index(joint.argmax(), joint.shape)
for name, (i, j) in ("greedy", greedy), ("most probable", best):
    print(f"{name:13} {vocab[i]:>4} {vocab[j]}: ", end="")
    print(f"{first[i]:.1f} * {second[i, j]:.1f} = {joint[i, j]:.2f}")
print(f"all texts together: {joint.sum():.2f}")
