"""Unigram takes the split with the largest product; longest match takes big pieces."""

import math

probs = {"un": 0.1, "unl": 0.01, "lock": 0.1, "ock": 0.001, "able": 0.1, "ed": 0.1}
probs |= {letter: 0.005 for letter in "abcdeklnou"}  # so that each text has a split


def longest_match(text):  # WordPiece's way, without its marks inside words
    parts = []
    while text:
        parts.append(max((piece for piece in probs if text.startswith(piece)), key=len))
        text = text[len(parts[-1]) :]
    return parts


def unigram(text):  # best[i]: largest log-probability of text[:i], and its split
    best = [(0.0, [])]
    for end in range(1, len(text) + 1):
        best.append(max(
            (best[start][0] + math.log(probs[piece]), [*best[start][1], piece])
            for start in range(end) for piece in [text[start:end]] if piece in probs
        ))  # fmt: skip
    return best[-1][1]


for word in "unlock", "unlocked", "lockable", "clocked":
    splits = longest_match(word), unigram(word)
    shown = (f"{'|'.join(s):10} {math.prod(probs[p] for p in s):>5.1g}" for s in splits)
    print(f"{word:8}", *shown)
