"""Encoding replays the merges in the order learned, even where fewer would do."""

merges = [("t", "h"), ("e", "r"), ("h", "e"), ("th", "e"), ("r", "e")]  # as learned
ranks = {pair: rank for rank, pair in enumerate(merges)}


def encode(word):  # always join the pair that was learned first
    parts = list(word)
    while True:
        pairs = list(zip(parts, parts[1:]))
        best = min(pairs, key=lambda pair: ranks.get(pair, len(ranks)), default=None)
        if best not in ranks:
            return parts
        at = pairs.index(best)
        parts[at : at + 2] = ["".join(best)]


def longest_match(word):  # another rule: take the longest piece that fits
    pieces = [*map("".join, merges), *word]
    parts = []
    while word:
        parts.append(max((p for p in pieces if word.startswith(p)), key=len))
        word = word[len(parts[-1]) :]
    return parts


print("word   BPE      longest match")
for word in "the", "here", "there":
    print(f"{word:6} {'|'.join(encode(word)):8} {'|'.join(longest_match(word))}")
