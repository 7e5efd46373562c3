"""The best chunk is the nearest: its score does not say whether it holds the answer."""

import math


def bm25(question, chunks, k1=1.5, b=0.75):
    """BM25 score of each chunk; question and chunks are lists of words."""
    mean = sum(len(chunk) for chunk in chunks) / max(len(chunks), 1)
    scores = [0.0] * len(chunks)
    for word in question:
        found = sum(word in chunk for chunk in chunks)
        idf = math.log(1 + (len(chunks) - found + 0.5) / (found + 0.5))
        for i, chunk in enumerate(chunks):
            n = chunk.count(word)
            if n:
                length = 1 - b + b * len(chunk) / mean  # 1 for a chunk of mean length
                scores[i] += idf * n * (k1 + 1) / (n + k1 * length)
    return scores


handbook = """employees get 25 vacation days
interns get 12 days off a year
vacation is booked in the portal
the office is closed on public holidays
lunch is served from noon""".split("\n")
for question in ("how is vacation booked", "when can we eat", "who is the boss",
                 "how many sick days do employees get"):  # fmt: skip
    scores = bm25(question.split(), [chunk.split() for chunk in handbook])
    best = max(range(len(scores)), key=scores.__getitem__)
    print(f"{question}?\n  {scores[best]:.2f}  {handbook[best]}")
