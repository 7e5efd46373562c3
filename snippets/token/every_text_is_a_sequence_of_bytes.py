"""UTF-8 writes every text as bytes, one to four for each code point."""

texts = "hello", "caf\u00e9", "cafe\u0301", "привет", "你好", "🙂", "👍🏽"
for text in texts:
    data = text.encode("utf-8")
    each = [len(code_point.encode("utf-8")) for code_point in text]
    print(f"{text}: code points {len(text)}, bytes {len(data)}, for each {each}")
    print("  ", *data)
