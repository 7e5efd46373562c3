"""Top-k keeps a number of tokens; top-p keeps few when the model is sure, else many."""

import numpy as np


def top_k(logits, k):
    least = np.sort(logits)[-k]  # score of the k-th
    return np.where(logits < least, -np.inf, logits)


def top_p(logits, p):
    order = np.argsort(-logits)  # likeliest first
    probs = np.exp(logits[order] - logits.max())
    probs /= probs.sum()
    before = probs.cumsum() - probs  # what all likelier tokens have together
    kept = np.full_like(logits, -np.inf)
    kept[order[before < p]] = logits[order[before < p]]  # the smallest set that has p
    return kept


sure = np.log([0.04, 0.9, 0.03, 0.02, 0.01])  # (vocab_size,)
unsure = np.log([0.15, 0.3, 0.2, 0.25, 0.1])
for name, logits in ("sure", sure), ("unsure", unsure):
    for rule, cut in ("top-k 2", top_k(logits, 2)), ("top-p 0.85", top_p(logits, 0.85)):
        probs = np.exp(cut) / np.exp(cut).sum()
        print(f"{name:6} {rule:10} {probs.round(2)} keeps {(probs > 0).sum()}")
