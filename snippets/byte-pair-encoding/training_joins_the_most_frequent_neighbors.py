"""Training joins the two neighbors that occur side by side most often, repeatedly."""


def train(counts, n_merges):  # {word: how often it occurs} -> {pair: new ID}, words
    words, merges = {word: list(word.encode()) for word in counts}, {}
    for new in range(256, 256 + n_merges):
        pairs = {}
        for word, ids in words.items():
            for pair in zip(ids, ids[1:]):
                pairs[pair] = pairs.get(pair, 0) + counts[word]
        if not pairs:  # every word is one token
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))  # a tie: lower IDs
        merges[best] = new
        for word, ids in words.items():  # put `new` where the pair stands
            joined = []
            for i in ids:
                joined.append(i)
                if tuple(joined[-2:]) == best:
                    joined[-2:] = [new]
            words[word] = joined
    return merges, words


merges, words = train({"low": 5, "lower": 2, "newest": 6, "widest": 3}, n_merges=8)
pieces = [chr(b) for b in range(256)]
for (a, b), new in merges.items():
    pieces.append(pieces[a] + pieces[b])
    print(f"{new} = {pieces[a]} + {pieces[b]}")
print("words:", *("|".join(pieces[i] for i in ids) for ids in words.values()))
print("without words:", train({}, n_merges=8))
