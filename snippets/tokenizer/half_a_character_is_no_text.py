"""Decoded one by one, tokens break characters; a decoder that waits does not."""

import codecs

tokens = [b"caf", b"\xc3", b"\xa9", b" \xf0\x9f", b"\x99\x82", b"!"]  # of one answer


def stream(tokens):  # bytes of each token -> text that can be shown
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    for token in tokens:
        yield decoder.decode(token)
    yield decoder.decode(b"", final=True)  # what is still held back at the end


print("each alone:  ", [token.decode("utf-8", errors="replace") for token in tokens])
print("with waiting:", list(stream(tokens)))
print("ends early:  ", list(stream(tokens[:4])))
print("not UTF-8:   ", list(stream([b"ab", b"\xff", b"c"])))
