"""The token IDs of one tokenizer, read by another, are another text."""

ours = ["the", " cat", " sat", " on", " a", " mat", "."]
theirs = sorted(ours)  # the same pieces with other IDs

tokens = ["the", " cat", " sat", " on", " a", " mat", "."]
ids = [ours.index(token) for token in tokens]
print("token IDs:", ids)
print("read by ours:  ", "".join(ours[i] for i in ids))
print("read by theirs:", "".join(theirs[i] for i in ids))
