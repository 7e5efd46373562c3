"""A special token is a number that the program sets; its spelling in a text is text."""

vocab = [*map(chr, range(128)), "<|end|>"]  # 128 signs, then one special token
end = vocab.index("<|end|>")


def encode(text, special=False):
    if not special:
        return [vocab.index(sign) for sign in text]
    parts = text.split("<|end|>")
    ids = encode(parts[0])
    for part in parts[1:]:
        ids += [end, *encode(part)]
    return ids


typed = "What is <|end|>?"  # a user asks about the sign itself
for special in (False, True):
    ids = encode(typed, special=special) + [end]  # the program ends the text
    read = "".join(vocab[i] for i in ids[: ids.index(end)])
    print(f"special={special}: {len(ids)} tokens, the model's text ends after {read!r}")
