"""Top-k keeps a number of tokens; top-p and min-p keep few when the model is sure."""

import numpy as np


def keep_top_k(probs, k):  # probs: (..., vocab_size)
    order = np.argsort(-np.asarray(probs), kind="stable")
    return (np.argsort(order) < k) | (k < 1)  # places from 0; k below 1 is off


def keep_top_p(probs, p):
    order = np.argsort(-np.asarray(probs), kind="stable")
    ranked = np.take_along_axis(np.asarray(probs, np.float64), order, -1)
    before = ranked.cumsum(axis=-1) - ranked
    keep = (before < p) | (p >= 1)  # 1 keeps all, whatever rounding does to the sums
    keep[..., 0] = True  # and 0 one
    return np.take_along_axis(keep, np.argsort(order), -1)


def keep_min_p(probs, min_p):
    return np.asarray(probs) >= min(min_p, 1) * np.max(probs, axis=-1, keepdims=True)


probs = np.array([[0.05, 0.87, 0.04, 0.02, 0.02], [0.2, 0.3, 0.15, 0.25, 0.1]])
rules = [(keep_top_k, 2), (keep_top_p, 0), (keep_top_p, 0.85), (keep_top_p, 1)]
rules += [(keep_min_p, 0.2), (keep_min_p, 1.5)]  # 1.5 is as much as 1
for rule, setting in rules:
    for kept in probs * rule([probs.tolist()], setting)[0]:  # a batch, of lists
        shown = (f"{p:.2f}" for p in kept / kept.sum())
        print(f"{rule.__name__} {setting:<4} ", *shown)
