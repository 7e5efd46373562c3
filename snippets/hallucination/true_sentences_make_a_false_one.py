"""What a model that was trained on true sentences makes of a false one."""

from collections import Counter, defaultdict

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
    counts, words, product = train(context), sentence.split(), 1.0
    for i, word in enumerate(words[1:], start=1):
        seen = counts[tuple(words[:i][-context:])]
        product *= seen[word] / seen.total() if seen else 0
    return product


print("context 1  context 6")
for text in [*true[:2], "paris is the capital of italy .", "paris of the is ."]:
    print(f"{probability(text, 1):9.2f} {probability(text, 6):10.2f}  {text}")
