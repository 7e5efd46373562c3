"""In training each place reads the true text; in writing it reads what was written."""

import numpy as np

vocab = ["the", "cat", "sat", "ran", "down", "off"]
probs = np.array([  # after each token, the model's chance for the next  (now, next)
    [0.0, 0.9, 0.0, 0.1, 0.0, 0.0],  # the
    [0.0, 0.0, 0.3, 0.7, 0.0, 0.0],  # cat: here it is wrong
    [0.1, 0.0, 0.0, 0.0, 0.9, 0.0],  # sat
    [0.0, 0.1, 0.0, 0.0, 0.1, 0.8],  # ran
])  # fmt: skip
print("each row adds up to", probs.sum(axis=1).round(2))
ids = [vocab.index(word) for word in ["the", "cat", "sat", "down"]]
own = ids[:1]
for at in range(len(ids) - 1):
    forced, free = probs[ids[at]], probs[own[-1]]
    own.append(int(free.argmax()))
    print(f"reads {vocab[ids[at]]:4} says {vocab[forced.argmax()]:5}", end="")
    print(f"({forced[ids[at + 1]]:.1f} for {vocab[ids[at + 1]]})", end=" | ")
    print(f"alone: reads {vocab[own[-2]]:4} says {vocab[own[-1]]}")
