"""A language model gives each next token a probability; a text gets their product."""

import torch

text = "the cat sat . the cat ran . the cat sat . the dog ran .".split()
vocab = sorted(set(text))  # 6 tokens, here whole words
ids = torch.tensor([vocab.index(word) for word in text])

counts = torch.zeros(len(vocab), len(vocab))  # (token, next token)
counts.index_put_((ids[:-1], ids[1:]), torch.tensor(1.0), accumulate=True)
probs = counts / counts.sum(dim=1, keepdim=True)  # each row sums to 1

print("after      ", *(f"{word:>5}" for word in vocab))
for word in ("the", "cat", "dog"):
    print(f"{word:11}", *(f"{p:5.2f}" for p in probs[vocab.index(word)]))
sentence = torch.tensor([vocab.index(word) for word in "the cat sat .".split()])
steps = probs[sentence[:-1], sentence[1:]]
print(" * ".join(f"{p:.2f}" for p in steps), f"= {steps.prod():.2f}")
