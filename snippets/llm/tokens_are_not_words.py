"""A token is a piece from a fixed list: often a word, often a part of one or a byte."""

pieces = "un believ able token iz ers".split() + [" the", " cat"]
vocab = [piece.encode() for piece in pieces]  # pieces as bytes
vocab += [bytes([b]) for b in range(256)]  # every byte: so no text is unknown


def tokenize(text):  # always takes the longest piece that fits
    data, tokens = text.encode(), []
    while data:
        tokens.append(max((p for p in vocab if data.startswith(p)), key=len))
        data = data[len(tokens[-1]) :]
    return tokens


for text in "unbelievable", "tokenizers", "feed the cat", "café":
    tokens = tokenize(text)
    shown = "|".join(str(token)[2:-1] for token in tokens)
    print(f"{text}: words {len(text.split())}, tokens {len(tokens)}: {shown}")
    print("  as numbers:", *(vocab.index(token) for token in tokens))
