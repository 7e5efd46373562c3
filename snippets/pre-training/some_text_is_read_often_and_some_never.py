"""GPT-3 read Wikipedia more than three times and less than half of its web crawl."""

read = 300e9  # tokens in all
sources = {  # tokens that there are, share of what was read, passes in the paper
    "Common Crawl": (410e9, 0.60, 0.44),
    "WebText2": (19e9, 0.22, 2.9),
    "Books1": (12e9, 0.08, 1.9),
    "Books2": (55e9, 0.08, 0.43),
    "Wikipedia": (3e9, 0.03, 3.4),
}
there_are = sum(tokens for tokens, _, _ in sources.values())
print("source        of the text  of the reading  passes  from the shares")
for name, (tokens, share, passes) in sources.items():
    from_shares = read * share / tokens
    print(f"{name:12} {tokens / there_are:12.0%} {share:15.0%}", end="")
    print(f"{passes:8.2f} {from_shares:16.2f}")
