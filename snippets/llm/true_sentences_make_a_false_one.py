"""A model of true sentences finds a false one likely: it learned their wording."""

import numpy as np

true = [
    "paris is the capital of france .",
    "rome is the capital of italy .",
    "rome is the home of pizza .",
]
words = " ".join(true).split()
vocab = sorted(set(words))
counts = np.zeros((len(vocab), len(vocab)))  # (now, next)
for sentence in true:
    ids = [vocab.index(word) for word in sentence.split()]
    np.add.at(counts, (ids[:-1], ids[1:]), 1)
probs = counts / counts.sum(axis=1, keepdims=True).clip(1)

for sentence in true[:2] + ["paris is the capital of italy .", "paris of the is ."]:
    ids = [vocab.index(word) for word in sentence.split()]
    print(f"{probs[ids[:-1], ids[1:]].prod():.2f}  {sentence}")
