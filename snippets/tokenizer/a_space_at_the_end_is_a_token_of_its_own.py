"""A space at the end of a prompt is a token of its own, where none was ever read."""

import re
from collections import Counter


def tokenize(text):  # a space belongs to the word after it
    return re.findall(r" ?\w+| ?[^\s\w]+|\s+", text)


read = tokenize("I fed the cat. I saw the cat. I fed the dog. I saw the cat.")
for prompt in "I fed the", "I fed the ":
    tokens = tokenize(prompt)
    next_tokens = Counter(b for a, b in zip(read, read[1:]) if a == tokens[-1])
    print(f"{tokens} then {dict(next_tokens)}")
