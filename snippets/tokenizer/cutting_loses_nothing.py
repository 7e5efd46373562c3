"""Cutting loses nothing: spaces belong to pieces, and joined they are the text."""

import re

PIECES = re.compile(  # the rule of GPT-2: endings, words, numbers, other signs, spaces
    r"'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+"
)


def split(text):
    return PIECES.findall(text)


for text in (
    "I don't, DON'T!",
    "Pay $1,250 by 2026",
    "if x:\n    y_1 = 0",
    "a  naïve   ½",
):
    pieces = split(text)
    print(pieces, "the same text:", "".join(pieces) == text)
