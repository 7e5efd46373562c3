"""Every text is a sequence of bytes, one to four for each character."""

for text in "hello", "caf\u00e9", "cafe\u0301", "привет", "你好", "🙂":
    data = text.encode("utf-8")
    each = [len(character.encode("utf-8")) for character in text]
    print(f"{text}: characters {len(text)}, bytes {len(data)}, for each {each}")
    print("  ", *data)
