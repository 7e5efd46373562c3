"""Top-k keeps a number of tokens; top-p keeps few when the model is sure, else many."""

import torch


def top_k(logits, k):
    least = logits.topk(k).values[-1]  # score of the k-th
    return logits.masked_fill(logits < least, -torch.inf)


def top_p(logits, p):
    ordered, order = logits.sort(descending=True)
    probs = ordered.softmax(dim=0)
    before = probs.cumsum(dim=0) - probs  # what all likelier tokens have together
    kept = torch.full_like(logits, -torch.inf)
    kept[order[before < p]] = ordered[before < p]  # the smallest set that has p
    return kept


sure = torch.tensor([0.04, 0.9, 0.03, 0.02, 0.01]).log()  # (vocab_size,)
unsure = torch.tensor([0.15, 0.3, 0.2, 0.25, 0.1]).log()
for name, logits in ("sure", sure), ("unsure", unsure):
    for rule, cut in ("top-k 2", top_k(logits, 2)), ("top-p 0.85", top_p(logits, 0.85)):
        probs = cut.softmax(dim=0).numpy()
        print(f"{name:6} {rule:10} {probs.round(2)} keeps {(probs > 0).sum()}")
