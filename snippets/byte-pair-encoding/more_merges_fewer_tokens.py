"""Merges learned from English shorten English, and hardly another language."""

english = "the cat sat on the mat and the rat sat on the hat and that cat ate the rat"
polish = "żółty kot spał na macie"


def join(ids, pair, new):  # put `new` where the pair stands, from left to right
    out = []
    for i in ids:
        out.append(i)
        if tuple(out[-2:]) == pair:
            out[-2:] = [new]
    return out


def encode(text, merges):  # one merge after the other, in the order learned
    ids = list(text.encode())
    for pair, new in merges.items():
        ids = join(ids, pair, new)
    return ids


merges = {}
print("merges  English tokens  Polish tokens")
for step in range(21):
    ids = encode(english, merges)
    if step % 5 == 0:
        print(f"{step:6} {len(ids):15} {len(encode(polish, merges)):14}")
    if pairs := list(zip(ids, ids[1:])):
        merges[min(pairs, key=lambda pair: (-pairs.count(pair), pair))] = 256 + step
