"""Taking the likeliest token each time does not give the likeliest sentence."""

import numpy as np

vocab = ["the", "a", "dog", "cat"]
first = np.array([0.6, 0.4, 0.0, 0.0])  # chances of the first token   (vocab_size,)
second = np.array([  # chances of the second, after each first  (first, second)
    [0.05, 0.05, 0.5, 0.4],
    [0.05, 0.0, 0.05, 0.9],
])  # fmt: skip
sentences = first[:2, None] * second  # chance of each pair   (first, second)

a = first.argmax()
greedy = a, second[a].argmax()
best = np.unravel_index(sentences.argmax(), sentences.shape)
for name, (i, j) in ("greedy", greedy), ("likeliest", best):
    print(f"{name:9} {vocab[i]:>4} {vocab[j]}: ", end="")
    print(f"{first[i]:.1f} * {second[i, j]:.1f} = {sentences[i, j]:.2f}")
print(f"all sentences together: {sentences.sum():.2f}")
