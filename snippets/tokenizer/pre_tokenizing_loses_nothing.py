"""Splitting a text before it is tokenized loses nothing: a space belongs to a piece."""

import re

PIECES = re.compile(  # GPT-2's rule: endings, words, digits, punctuation, white space
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
    print(pieces, "joined, the same text:", "".join(pieces) == text)
