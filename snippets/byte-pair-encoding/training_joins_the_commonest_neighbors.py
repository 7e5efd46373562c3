"""Training joins the two neighbors that are seen most often, again and again."""


def join(ids, pair, new):  # put `new` where the pair stands, from left to right
    out = []
    for i in ids:
        out.append(i)
        if tuple(out[-2:]) == pair:
            out[-2:] = [new]
    return out


def train(counts, n_merges):  # {word: how often it occurs} -> {pair: new number}
    words, merges = {word: list(word.encode()) for word in counts}, {}
    text = {b: chr(b) for b in range(256)}
    for new in range(256, 256 + n_merges):
        pairs = {}
        for word, ids in words.items():
            for pair in zip(ids, ids[1:]):
                pairs[pair] = pairs.get(pair, 0) + counts[word]
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))  # a tie: lower numbers
        merges[best], text[new] = new, text[best[0]] + text[best[1]]
        words = {word: join(ids, best, new) for word, ids in words.items()}
        shown = ", ".join("|".join(text[i] for i in ids) for ids in words.values())
        print(f"{new}: {text[best[0]]}+{text[best[1]]} ({pairs[best]} times) {shown}")
    return merges


train({"low": 5, "lower": 2, "newest": 6, "widest": 3}, n_merges=8)
