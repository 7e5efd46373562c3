"""Decoding what a model generated and encoding it again can give other token IDs."""

merges = [("a", "t"), ("c", "at"), (" ", "cat"), ("t", "h"), ("th", "e")]  # in order
vocab = [*" aceht", *map("".join, merges)]


def encode(text):  # byte-pair encoding, here of characters
    parts = list(text)
    for pair in merges:
        at = 0
        while at < len(parts) - 1:
            if (parts[at], parts[at + 1]) == pair:
                parts[at : at + 2] = ["".join(pair)]
            at += 1
    return [vocab.index(part) for part in parts]


def decode(ids):
    return "".join(vocab[i] for i in ids)


prompt = encode("the")
generated = [vocab.index(token) for token in (" ", "c", "at")]  # what was drawn
print("kept:         ", prompt + generated, repr(decode(prompt + generated)))
again = encode(decode(prompt + generated))
print("encoded again:", again, repr(decode(again)))
