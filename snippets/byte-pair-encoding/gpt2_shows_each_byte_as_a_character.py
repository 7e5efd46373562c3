"""GPT-2's files show each byte as a visible character; decoding turns them back."""


def byte_characters():  # GPT-2's table: byte -> character
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table = {byte: chr(byte) for byte in visible}
    others = [byte for byte in range(256) if byte not in table]
    return table | {byte: chr(256 + i) for i, byte in enumerate(others)}


byte_of = {character: byte for byte, character in byte_characters().items()}


def decode(tokens):  # as they stand in GPT-2's vocabulary -> text
    data = bytes(byte_of[character] for token in tokens for character in token)
    return data.decode("utf-8", errors="replace")


table = byte_characters()
print("space, line end, é:", *(table[b] for b in " \né".encode()))
print(f"{len(table)} bytes, two of them: 173 {table[173]}, 174 {table[174]}")
print(repr(decode(["A", "Ġcaf", "Ã©", "Ċ", "ok"])))
print(repr(decode(["Ġcaf", "Ã"])), "when a character is cut in two")
