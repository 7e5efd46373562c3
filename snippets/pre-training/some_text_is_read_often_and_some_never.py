"""GPT-3 read Wikipedia three times and less than half of its web crawl."""

read = 300e9  # tokens in all
sources = {  # tokens that there are, share of what was read
    "Common Crawl": (410e9, 0.60),
    "WebText2": (19e9, 0.22),
    "Books1": (12e9, 0.08),
    "Books2": (55e9, 0.08),
    "Wikipedia": (3e9, 0.03),
}
there_are = sum(tokens for tokens, _ in sources.values())
print("source        of the text  of the reading  passes")
for name, (tokens, share) in sources.items():
    passes = read * share / tokens
    print(f"{name:12} {tokens / there_are:12.0%} {share:15.0%} {passes:7.2f}")
