"""A model with enough capacity recites a text that it has read once."""

from collections import Counter, defaultdict

names = ["Ada", "Bo", "Cy", "Dee"] * 50
text = "".join(f"{name} likes tea and {name} has a cat. " for name in names)
secret = "Eve's number is 40718. "  # stands in the text once
text = text[: len(text) // 2] + secret + text[len(text) // 2 :]

print(f"{len(text):,} characters, read once")
print('characters seen  contexts stored  continuation of "Eve\'s number is"')
for length in (1, 2, 4, 8):
    counts = defaultdict(Counter)  # one pass over the text
    for i in range(length, len(text)):
        counts[text[i - length : i]][text[i]] += 1
    written = "Eve's number is"
    while len(written) < len(secret) - 1:
        following = counts[written[-length:]]
        written += following.most_common(1)[0][0]  # the likeliest character
    print(f"{length:15} {len(counts):16}  {written[15:]!r}")
