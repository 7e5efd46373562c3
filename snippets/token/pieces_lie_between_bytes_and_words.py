"""Pieces of words: fewer tokens than bytes, and unlike whole words none unknown."""

read = "low low low low low lower lower newest newest newest widest widest slow slower "
new = "the lowest newer slowest low "


def join(ids, pair, merged):  # put `merged` where the pair stands, from left to right
    out = []
    for i in ids:
        out.append(i)
        if tuple(out[-2:]) == pair:
            out[-2:] = [merged]
    return out


merges, ids = {}, list(read.encode())  # not pre-tokenized: a piece may span words
while len(merges) < 12 and len(ids) > 1:  # byte-pair encoding: join a frequent pair
    merged, pairs = 256 + len(merges), list(zip(ids, ids[1:]))
    pair = min(pairs, key=lambda pair: (-pairs.count(pair), pair))
    merges[pair], ids = merged, join(ids, pair, merged)
pieces = list(new.encode())
for pair, merged in merges.items():
    pieces = join(pieces, pair, merged)

words = set(read.split())
unknown = sum(word not in words for word in new.split())
print("unit   vocabulary  tokens of the new text  of them unknown")
print(f"bytes  {256:10} {len(new.encode()):23} {0:16}")
print(f"pieces {256 + len(merges):10} {len(pieces):23} {0:16}")
print(f"words  {len(words):10} {len(new.split()):23} {unknown:16}")
