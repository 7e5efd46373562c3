"""Unigram takes the split with the largest product; longest match takes big pieces."""

import math

probs = {"un": 0.1, "unl": 0.01, "lock": 0.1, "ock": 0.001, "able": 0.1, "ed": 0.1}
probs |= {letter: 0.005 for letter in "abcdeklnou"}  # so that each text has a split


def longest_match(text):  # WordPiece's way, without its marks inside words
    parts = []
    while text:
        fitting = [piece for piece in probs if text.startswith(piece)]
        parts.append(max(fitting, key=len))
        text = text[len(parts[-1]) :]
    return parts


def unigram(text):  # best[i]: largest log-probability of text[:i], and its split
    best = [(0.0, [])]
    for end in range(1, len(text) + 1):
        best.append(max(
            (best[start][0] + math.log(probs[text[start:end]]),
             best[start][1] + [text[start:end]])
            for start in range(end) if text[start:end] in probs
        ))  # fmt: skip
    return best[-1][1]


for word in "unlock", "unlocked", "lockable", "unable":
    print(f"{word:9} {'|'.join(longest_match(word)):12} {'|'.join(unigram(word))}")
