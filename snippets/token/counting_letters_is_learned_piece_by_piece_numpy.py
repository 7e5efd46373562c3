"""A linear model that gets pieces must learn each; one that gets letters need not."""

import numpy as np

# A space shows where two pieces meet and is not part of the word.
seen = ["rat ear", "tea tree", "ear tea", "tree rat", "rat tea", "tree ear"]
more = [*seen, "err ear"]  # one more word, which contains the piece err
pieces, letters = ["rat", "ear", "tea", "tree", "err"], list("aert")
new = "err tea"


def counts(words, units, cut):  # how often each unit is in each word   (words, units)
    return np.array([[cut(word).count(unit) for unit in units] for word in words])


for name, words, units, cut in (
    ("pieces", seen, pieces, str.split),
    ("pieces, one more word", more, pieces, str.split),
    ("letters", seen, letters, list),
):
    # Of the least squares fits, pinv takes the smallest: 0 for a piece not seen.
    answers = np.array([word.count("r") for word in words])  # (words,)
    weights = np.linalg.pinv(counts(words, units, cut)) @ answers
    learned = {unit: round(weight) for unit, weight in zip(units, weights.tolist())}
    guess = round((counts([new], units, cut) @ weights).item())
    print(f"{name}: r in each {learned}")
    print(f"  r in {new.replace(' ', '')}: {guess}, truly {new.count('r')}")
