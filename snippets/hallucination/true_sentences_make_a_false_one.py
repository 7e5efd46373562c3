"""What a model that was trained on true sentences makes of a false one."""

from collections import Counter, defaultdict
from math import prod

many = 6  # words of context; knob: 2 to 6
true = [
    "paris is the capital of france .",
    "rome is the capital of italy .",
    "rome is the home of pizza .",
]


def train(context):  # counts of the next word, by up to `context` words before it
    counts = defaultdict(Counter)
    for words in map(str.split, true):
        for i, word in enumerate(words[1:], start=1):
            counts[tuple(words[:i][-context:])][word] += 1
    return counts


def probability(sentence, context):  # of all its words after the first
    counts, words = train(context), sentence.split()
    seen = [counts[tuple(words[:i][-context:])] for i in range(1, len(words))]
    return prod(c[word] / max(c.total(), 1) for c, word in zip(seen, words[1:]))


print(f"context 1  context {many}")
for text in [*true[:2], "paris is the capital of italy .", "paris of the is ."]:
    print(f"{probability(text, 1):9.2f} {probability(text, many):10.2f}  {text}")
