"""Your own text, in pieces: what the pages of Token, Tokenizer and BPE load for it."""
