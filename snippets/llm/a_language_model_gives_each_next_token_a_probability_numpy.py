"""A language model gives each next token a probability; a text gets their product."""

import numpy as np

text = "the cat sat . the cat ran . the cat sat . the dog ran .".split()
vocab = sorted(set(text))  # 6 tokens, here whole words
ids = [vocab.index(word) for word in text]

counts = np.zeros((len(vocab), len(vocab)))  # (token, next token)
for token, next_token in zip(ids, ids[1:]):
    counts[token, next_token] += 1
probs = counts / counts.sum(axis=1, keepdims=True)  # each row sums to 1

print("after      ", *(f"{word:>5}" for word in vocab))
for word in ("the", "cat", "dog"):
    print(f"{word:11}", *(f"{p:5.2f}" for p in probs[vocab.index(word)]))
sentence = [vocab.index(word) for word in "the cat sat .".split()]
steps = [probs[now, following] for now, following in zip(sentence, sentence[1:])]
print(" * ".join(f"{p:.2f}" for p in steps), f"= {np.prod(steps):.2f}")
