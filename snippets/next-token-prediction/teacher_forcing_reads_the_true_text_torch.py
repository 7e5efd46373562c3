"""In training each position reads the true text; in generation, the model's own."""

import torch

vocab = ["the", "cat", "sat", "ran", "down", "off"]
probs = torch.tensor([  # of the next token, after each token   (token, next token)
    [0.0, 0.9, 0.0, 0.1, 0.0, 0.0],  # the
    [0.0, 0.0, 0.3, 0.7, 0.0, 0.0],  # cat: here it is wrong
    [0.1, 0.0, 0.0, 0.0, 0.9, 0.0],  # sat
    [0.0, 0.0, 0.0, 0.0, 0.2, 0.8],  # ran
])  # fmt: skip
ids = torch.tensor([vocab.index(word) for word in ["the", "cat", "sat", "down"]])
said = probs[ids[:-1]].argmax(dim=1)  # all positions at once: their inputs are known
losses = -probs[ids[:-1], ids[1:]].log()
own = [int(ids[0])]
print("      training              generation")
print("reads  says  loss     reads  says  prob")
for at in range(len(ids) - 1):
    free = probs[own[-1]]
    own.append(int(free.argmax()))  # one after the other
    print(f"{vocab[ids[at]]:>5} {vocab[said[at]]:>5} {losses[at]:5.2f}", end="")
    print(f"{vocab[own[-2]]:>10} {vocab[own[-1]]:>5} {free.max():5.2f}")
