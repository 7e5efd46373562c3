"""Shown token by token, a split character breaks; a decoder that waits mends it."""

import codecs

tokens = [b"caf", b"\xc3", b"\xa9 ", b"\xf0\x9f", b"\x99\x82", b"!"]  # of one answer

print("each alone: ", [token.decode("utf-8", errors="replace") for token in tokens])
decoder = codecs.getincrementaldecoder("utf-8")()
print("with waiting:", [decoder.decode(token) for token in tokens])
print("all at once: ", b"".join(tokens).decode("utf-8"))
