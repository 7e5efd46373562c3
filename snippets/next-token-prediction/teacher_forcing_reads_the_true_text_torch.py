"""In training each place reads the true text; in writing it reads what was written."""

import torch

vocab = ["the", "cat", "sat", "ran", "down", "off"]
probs = torch.tensor([  # after each token, the model's chance for the next  (now, next)
    [0.0, 0.9, 0.0, 0.1, 0.0, 0.0],  # the
    [0.0, 0.0, 0.3, 0.7, 0.0, 0.0],  # cat: here it is wrong
    [0.1, 0.0, 0.0, 0.0, 0.9, 0.0],  # sat
    [0.0, 0.1, 0.0, 0.0, 0.1, 0.8],  # ran
])  # fmt: skip
print("each row adds up to", probs.sum(dim=1).numpy().round(2))
ids = torch.tensor([vocab.index(word) for word in ["the", "cat", "sat", "down"]])
said = probs[ids[:-1]].argmax(dim=1)  # all places at once: their inputs are known
chances = probs[ids[:-1], ids[1:]]
own = [int(ids[0])]
for at in range(len(ids) - 1):
    own.append(int(probs[own[-1]].argmax()))  # one after the other
    print(f"reads {vocab[ids[at]]:4} says {vocab[said[at]]:5}", end="")
    print(f"({chances[at]:.1f} for {vocab[ids[at + 1]]})", end=" | ")
    print(f"alone: reads {vocab[own[-2]]:4} says {vocab[own[-1]]}")
