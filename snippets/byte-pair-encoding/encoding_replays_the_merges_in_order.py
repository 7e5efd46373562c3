"""Encoding replays the merges in the order learned, even where less would do."""

merges = [("t", "h"), ("e", "r"), ("h", "e"), ("th", "e"), ("r", "e")]  # as learned


def encode(word):  # always join the pair that was learned first
    parts = list(word)
    while known := [pair for pair in zip(parts, parts[1:]) if pair in merges]:
        first = min(known, key=merges.index)
        at = list(zip(parts, parts[1:])).index(first)
        parts[at : at + 2] = ["".join(first)]
    return parts


def longest_first(word):  # another rule: take the longest piece that fits
    pieces = [*map("".join, merges), *word]
    parts = []
    while word:
        parts.append(max((p for p in pieces if word.startswith(p)), key=len))
        word = word[len(parts[-1]) :]
    return parts


for word in "the", "here", "there":
    print(f"{word:6} {'|'.join(encode(word)):8} {'|'.join(longest_first(word))}")
