"""In training each position reads the true text; in generation, the model's own."""

import numpy as np

vocab = ["the", "cat", "sat", "ran", "down", "off"]
probs = np.array([  # of the next token, after each token   (token, next token)
    [0.0, 0.9, 0.0, 0.1, 0.0, 0.0],  # the
    [0.0, 0.0, 0.3, 0.7, 0.0, 0.0],  # cat: here it is wrong
    [0.1, 0.0, 0.0, 0.0, 0.9, 0.0],  # sat
    [0.0, 0.0, 0.0, 0.0, 0.2, 0.8],  # ran
])  # fmt: skip
ids = [vocab.index(word) for word in ["the", "cat", "sat", "down"]]  # the true text
own = ids[:1]
print("      training              generation")
print("reads  says  loss     reads  says  prob")
for at in range(len(ids) - 1):
    forced, free = probs[ids[at]], probs[own[-1]]
    own.append(int(free.argmax()))
    says, loss = vocab[forced.argmax()], -np.log(forced[ids[at + 1]])
    print(f"{vocab[ids[at]]:>5} {says:>5} {loss:5.2f}", end="")
    print(f"{vocab[own[-2]]:>10} {vocab[own[-1]]:>5} {free.max():5.2f}")
