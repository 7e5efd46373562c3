"""A language model goes by how often its text says a thing, not by whether it is so."""

from collections import Counter

myth, fact = "the moon is made of cheese .", "the moon is made of rock ."


def next_word_probs(text, word):  # of each word that follows, by counting
    words = " ".join(text).split()
    counts = Counter(b for a, b in zip(words, words[1:]) if a == word)
    return {following: n / counts.total() for following, n in counts.items()}


for myths, facts in (9, 3), (9, 1), (3, 9):
    probs = next_word_probs([myth] * myths + [fact] * facts, "of")
    print(f"training text: myth {myths} times, fact {facts} times")
    print("  the moon is made of", max(probs, key=probs.get), end="")
    print(f" (cheese {probs['cheese']:.2f}, rock {probs['rock']:.2f})")
