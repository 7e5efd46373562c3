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
print("share of the text, share of the reading, times read")
for name, (tokens, share) in sources.items():
    times = read * share / tokens
    print(f"{name:12} {tokens / there_are:4.0%} {share:4.0%} {times:5.2f}")
print(f"shares of the reading add up to {sum(s for _, s in sources.values()):.0%}")
