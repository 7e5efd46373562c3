"""Top-k keeps a number of tokens; top-p and min-p keep few when the model is sure."""

import torch


def keep_top_k(probs, k):  # probs: (..., vocab_size)
    order = torch.as_tensor(probs).argsort(descending=True, stable=True)
    return (order.argsort() < k) | (k < 1)  # places from 0; k below 1 is off


def keep_top_p(probs, p):
    ranked, order = torch.as_tensor(probs).double().sort(descending=True, stable=True)
    before = ranked.cumsum(dim=-1) - ranked
    keep = (before < p) | (p >= 1)  # 1 keeps all, whatever rounding does to the sums
    keep[..., 0] = True  # and 0 one
    return keep.gather(dim=-1, index=order.argsort())


def keep_min_p(probs, min_p):
    probs = torch.as_tensor(probs)
    return probs >= min(min_p, 1) * probs.amax(dim=-1, keepdim=True)


probs = torch.tensor([[0.05, 0.87, 0.04, 0.02, 0.02], [0.2, 0.3, 0.15, 0.25, 0.1]])
rules = [(keep_top_k, 2), (keep_top_p, 0), (keep_top_p, 0.85), (keep_top_p, 1)]
rules += [(keep_min_p, 0.2), (keep_min_p, 1.5)]  # 1.5 is as much as 1
for rule, setting in rules:
    for kept in probs * rule([probs.tolist()], setting)[0]:  # a batch, of lists
        shown = (f"{p:.2f}" for p in kept / kept.sum())
        print(f"{rule.__name__} {setting:<4} ", *shown)
