"""A shared run of n words shows a test question that was copied, not a reworded one."""

import re
from unicodedata import normalize


def runs(text, n):  # each run of n words, without case and punctuation
    words = re.findall(r"\w+", normalize("NFKC", text).lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def contaminated(tests, training, n=8):
    asked = [runs(test, n) for test in tests]
    known, shared = set().union(*asked), set()
    for text in training:  # may be a stream: only what tests share is kept
        shared |= known & runs(text, n)
    return [not shared.isdisjoint(test) for test in asked]


training = ["The cat sat.", "Ann has three apples, and eats two today."]
tests = {
    "copied": "Ann has three apples and eats two today. How many are left?",
    "reworded": "Three apples belong to Ann. She eats two. How many are left?",
    "new": "Bob has nine pens and loses one every second day. How many after a week?",
    "short": "Ann has three apples.",
}
print("test      found with n = 8  found with n = 4")
found = [contaminated(tests.values(), training, n) for n in (8, 4)]
for name, long, short in zip(tests, *found):
    print(f"{name:9} {long!s:16}  {short}")
