"""A count of letters is learned for each piece, or from letters once for all."""

import torch

seen = ["rat ear", "tea tree", "ear tea", "tree rat", "rat tea", "tree ear"]
new, pieces, letters = "err tea", ["rat", "ear", "tea", "tree", "err"], list("aert")
answers = torch.tensor([word.count("r") for word in seen]).double()  # (words,)


def counts(words, units, cut):  # how often each unit is in each word (words, units)
    return torch.tensor(
        [[cut(word).count(unit) for unit in units] for word in words]
    ).double()


for name, units, cut in ("pieces", pieces, str.split), ("letters", letters, list):
    weights = torch.linalg.pinv(counts(seen, units, cut)) @ answers  # least squares
    learned = {unit: round(weight) for unit, weight in zip(units, weights.tolist())}
    guess = counts([new], units, cut) @ weights  # (1,)
    print(f"{name}: the rs in each: {learned}")
    print(f"  in {new.replace(' ', '')}: {round(guess.item())}, truly {new.count('r')}")
