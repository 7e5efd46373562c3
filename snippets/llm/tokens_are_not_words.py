"""A token is a piece of text from a fixed list: often a word, often a part of one."""

vocab = ["un", "believ", "able", "token", "iz", "ers", " the", " cat", " ", "."]
vocab += [bytes([b]).decode("latin-1") for b in range(97, 123)]  # and each letter


def tokenize(text):  # always takes the longest piece that fits
    tokens = []
    while text:
        piece = max((p for p in vocab if text.startswith(p)), key=len)
        tokens.append(piece)
        text = text[len(piece) :]
    return tokens


for text in ("unbelievable", "tokenizers", "feed the cat.", "xylophone"):
    tokens = tokenize(text)
    print(f"{len(text.split())} words, {len(tokens)} tokens: {'|'.join(tokens)}")
